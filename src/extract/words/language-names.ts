/** Languages by their own names, folded: alone on a line at a page's edge they are its language picker. */
export const languageNames: readonly string[] = [
  'english', 'english uk', 'english us', 'nederlands', 'deutsch', 'français', 'español', 'italiano', 'português', 'português brasil', 'polski',
  'svenska', 'norsk', 'dansk', 'suomi', 'čeština', 'slovenčina', 'magyar', 'română', 'ελληνικά', 'türkçe', 'русский', 'українська', 'български',
  'hrvatski', 'slovenščina', 'srpski', 'català', 'euskara', 'galego', 'eesti', 'latviešu', 'lietuvių', 'العربية', 'עברית', 'हिन्दी', 'ไทย',
  'tiếng việt', 'bahasa indonesia', 'bahasa melayu', '日本語', '한국어', '中文', '简体中文', '繁體中文',
];
