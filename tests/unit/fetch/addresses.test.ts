import { Socket } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAddressGuard, type AddressGuard } from '../../../src/fetch/address-guard.ts';
import { Fault } from '../../../src/fetch/fault.ts';
import { defaultFetchSettings } from '../../../src/fetch/settings.ts';
import { allowing, captured, failed, fetchFrom, fetchOnce, fetcherFor, impatient, never, policyHtml, quick, serve, sourceAt } from './servers.ts';

function guardWith(address: Partial<typeof defaultFetchSettings.address> = {}, own: readonly string[] = []): AddressGuard {
  return createAddressGuard({ ...defaultFetchSettings.address, ...address }, defaultFetchSettings.maxUrlLength, { ownAddresses: () => own });
}

function verdict(guard: AddressGuard, url: string): string {
  try {
    guard.url(url);
    return 'allowed';
  } catch (error) {
    return error instanceof Fault ? error.reason : 'threw';
  }
}

const forms: Readonly<Record<string, readonly string[]>> = {
  S01: ['http://127.0.0.1', 'http://127.1', 'http://127.0.1', 'http://0', 'http://0.0.0.0', 'http://127.255.255.254/'],
  S02: ['http://2130706433', 'http://0x7f000001', 'http://0x7f.1', 'http://0177.0.0.1', 'http://017700000001', 'http://0x7F.0.0.0x1/'],
  S03: ['http://①②⑦.⓪.⓪.①', 'http://１２７.0.0.1', 'http://127。0。0。1', 'http://127．0．0．1', 'http://%31%32%37.0.0.1', 'http://127.0.0.%31/'],
  S04: ['http://[::1]', 'http://[::]', 'http://[0:0:0:0:0:0:0:1]', 'http://[0000::0001]/'],
  S05: ['http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]', 'http://[::127.0.0.1]', 'http://[::ffff:10.0.0.1]', 'http://[::ffff:0:127.0.0.1]', 'http://[::8.8.8.8]'],
  S06: ['http://[64:ff9b::7f00:1]', 'http://[64:ff9b::10.0.0.1]', 'http://[64:ff9b:1::1]', 'http://[64:ff9b:1::808:808]', 'http://[2002:7f00:1::]', 'http://[2002:808:808::1]', 'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]', 'http://[2001::1]'],
  S07: [
    'http://10.0.0.1', 'http://10.255.255.255', 'http://172.16.0.1', 'http://172.31.255.255', 'http://192.168.1.1', 'http://100.64.0.1', 'http://100.127.255.255',
    'http://169.254.0.1', 'http://192.0.0.1', 'http://192.0.2.1', 'http://198.18.0.1', 'http://198.19.255.255', 'http://198.51.100.1', 'http://203.0.113.1', 'http://192.88.99.1',
    'http://224.0.0.1', 'http://239.255.255.255', 'http://240.0.0.1', 'http://255.255.255.255',
  ],
  S08: ['http://[fc00::1]', 'http://[fd12:3456::1]', 'http://[fe80::1]', 'http://[febf::1]', 'http://[fec0::1]', 'http://[ff02::1]', 'http://[2001:db8::1]', 'http://[3fff::1]', 'http://[5f00::1]', 'http://[100::1]', 'http://[2001:2::1]', 'http://[2001:10::1]', 'http://[fe80::1%25eth0]'],
  S09: ['http://169.254.169.254/latest/meta-data/', 'http://metadata.google.internal/', 'http://metadata.goog/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/', 'http://192.0.0.192/', 'http://168.63.129.16/'],
  S10: ['http://localhost', 'http://LOCALHOST', 'http://localhost.', 'http://foo.localhost', 'http://printer.local', 'http://db.internal', 'http://intranet', 'http://nas.lan', 'http://x.home.arpa', 'http://a.svc.cluster.local'],
  S16: ['file:///etc/passwd', 'gopher://example.com/', 'ftp://example.com/', 'data:text/html,x', 'javascript:alert(1)', 'blob:https://example.com/x', 'view-source:https://example.com/', 'chrome://version', 'ws://example.com/', 'about:blank', 'https:example.com', 'https:///example.com'],
  S17: ['https://example.com/%0d%0aX:%20y', 'https://example.com/a%0Ab', 'https://example.com/\r\nX: y', 'https://exa\tmple.com/'],
  S22: ['http://127.0.0.1\\@example.com', 'http://example.com\\@127.0.0.1', 'http://foo@bar@127.0.0.1', 'http://example.com#@127.0.0.1\\', 'http:\\\\example.com', 'http://example.com\u0000.evil.example/'],
  S23: ['https://user:pass@example.com/', 'https://user@example.com/', 'https://@example.com/', 'https://:@example.com/'],
  S24: ['http://example.com:22', 'http://example.com:25', 'http://example.com:6379', 'http://example.com:9200', 'http://example.com:2375', 'http://example.com:0', 'http://example.com:65536'],
  S30: [`http://${'a'.repeat(300)}.com`, `http://${'a'.repeat(64)}.com`, `http://${'a.'.repeat(130)}com`, 'http://example.com.', 'http://example..com', 'http://.example.com', `https://example.com/${'x'.repeat(3000)}`],
};

describe('what may be asked for', () => {
  const guard = guardWith();
  test.for(Object.entries(forms).flatMap(([id, urls]) => urls.map((url) => ({ id, url }))))('$id $url is refused', ({ url }) => {
    expect(verdict(guard, url)).toBe('ssrf');
  });

  test.for(['https://example.com/privacy', 'http://1.1.1.1/', 'http://[2606:4700:4700::1111]/', 'https://example.com:8443/', 'http://[64:ff9b::808:808]/', 'http://172.32.0.1/', 'http://100.63.255.255/', 'http://198.20.0.1/', 'https://example.com/a%20b?c=%0C', 'https://a_b.example.com/'])('%s is allowed', (url) => {
    expect(verdict(guard, url)).toBe('allowed');
  });

  test('S29 a name in another script is asked for in its ASCII form', () => {
    expect(guard.url('https://bücher.example/über').href).toBe('https://xn--bcher-kva.example/%C3%BCber');
  });

  test('exceptions hold for exactly the host, or the host and port, that they name', () => {
    const excepting = guardWith({ allow: ['127.0.0.1:8080', 'intranet.example', '[::1]:9000', 'wiki'] });
    expect(['http://127.0.0.1:8080/', 'http://intranet.example:9999/', 'http://[::1]:9000/', 'http://wiki/', 'http://127.1:8080/'].map((url) => verdict(excepting, url))).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'allowed']);
    expect(['http://127.0.0.1/', 'http://127.0.0.1:8081/', 'http://sub.intranet.example.localhost/', 'http://[::1]/', 'http://127.0.0.2:8080/'].map((url) => verdict(excepting, url))).toEqual(['ssrf', 'ssrf', 'ssrf', 'ssrf', 'ssrf']);
    expect(() => { excepting.address('10.0.0.1', 'intranet.example', 443); }).not.toThrow();
    expect(() => { excepting.address('10.0.0.1', 'other.example', 443); }).toThrow(Fault);
  });

  test('S25 this machine\'s own and explicitly denied addresses are refused', () => {
    const hairpin = guardWith({ deny: ['198.41.0.4', 'status.acme.example'] }, ['203.1.2.3', 'fe80::1']);
    for (const address of ['198.41.0.4', '203.1.2.3', '::ffff:203.1.2.3']) expect(() => { hairpin.address(address, 'acme.example', 443); }).toThrow(Fault);
    expect(verdict(hairpin, 'https://status.acme.example/')).toBe('ssrf');
    expect(() => { hairpin.address('203.1.2.4', 'acme.example', 443); }).not.toThrow();
  });

  test('no text makes the guard throw anything but a fault, and whatever it allows is http with a public-looking host', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 100 }), fc.webUrl(), fc.ipV4().map((ip) => `http://${ip}/`), fc.ipV6().map((ip) => `http://[${ip}]/`)), (text) => {
      expect(['allowed', 'ssrf']).toContain(verdict(guard, text));
    }));
  });

  test('every IPv4 address within IPv6 is judged as the IPv4 address it is', () => {
    fc.assert(fc.property(fc.ipV4(), (ip) => {
      expect(verdict(guard, `http://[::ffff:${ip}]/`)).toBe(verdict(guard, `http://${ip}/`));
      expect(verdict(guard, `http://[64:ff9b::${ip}]/`)).toBe(verdict(guard, `http://${ip}/`));
      expect(verdict(guard, `http://[::${ip}]/`)).toBe('ssrf');
    }));
  });
});

/** In place of sockets: what would have been dialled. */
interface Dialled {
  readonly addresses: string[];
  readonly openSocket: (addresses: readonly string[]) => Socket;
}

function recorder(): Dialled {
  const addresses: string[] = [];
  return { addresses, openSocket: (found) => { addresses.push(...found); return new Socket(); } };
}

describe('what a name leads to', () => {
  test.for([
    { id: 'S11', name: 'a public name with a private record', records: ['127.0.0.1'] },
    { id: 'S11', name: 'a public name with a mapped private record', records: ['::ffff:10.0.0.1'] },
    { id: 'S12', name: 'one public and one private record', records: ['93.184.215.14', '10.0.0.1'] },
    { id: 'S12', name: 'one public and one link-local IPv6 record', records: ['93.184.215.14', 'fe80::1%eth0'] },
    { id: 'S09', name: 'a public name that leads to the metadata service', records: ['169.254.169.254'] },
  ])('$id $name is refused before anything is dialled', async ({ records }) => {
    const { addresses, openSocket } = recorder();
    const outcome = failed(await fetchOnce(quick, 'http://vendor.example/', { deps: { resolve: async () => records, openSocket } }));
    expect(outcome).toMatchObject({ reason: 'ssrf', problem: { retryable: false } });
    expect(addresses).toEqual([]);
  });

  test('S13 a name is resolved once for a connection, and the checked address is what is dialled', async () => {
    const { addresses, openSocket } = recorder();
    let lookups = 0;
    await fetchOnce(impatient, 'http://vendor.example/', { deps: { openSocket, resolve: async () => [(lookups += 1) === 1 ? '93.184.215.14' : '127.0.0.1'] } });
    expect(lookups).toBe(1);
    expect(addresses).toEqual(['93.184.215.14']);
  });

  test('S13 a socket that turns out to lead elsewhere is closed before a byte is sent', async () => {
    await using server = await serve((_request, response) => { response.end(policyHtml); });
    const outcome = failed(await fetchOnce(quick, 'http://vendor.example/', {
      deps: { resolve: async () => ['93.184.215.14'], openSocket: () => new Socket().connect(server.port, '127.0.0.1') },
    }));
    expect(outcome.reason).toBe('ssrf');
    expect(server.seen).toEqual([]);
  });

  test('S14 every new connection is checked, not only the first', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    const answers = ['127.0.0.1', '10.0.0.1'];
    const settings = allowing(quick, `first.example:${String(server.port)}`);
    await using fetcher = fetcherFor({ ...settings, address: { ...settings.address, ports: [server.port] } }, { resolve: async () => [answers.shift() ?? '10.0.0.1'] });
    const get = async (host: string): Promise<string> => {
      const outcome = await fetcher.fetch(sourceAt(`http://${host}:${String(server.port)}/`), { validators: null }, { fresh: false, signal: never });
      return outcome.kind === 'failed' ? outcome.reason : outcome.kind;
    };
    expect([await get('first.example'), await get('second.example')]).toEqual(['captured', 'ssrf']);
  });

  test('S27 robots.txt is fetched through the same guard', async () => {
    const { addresses, openSocket } = recorder();
    const outcome = await fetchOnce({ ...quick, robots: { ...quick.robots, obey: true } }, 'http://vendor.example/', { deps: { openSocket, resolve: async () => ['10.0.0.1'] } });
    expect(failed(outcome).reason).toBe('ssrf');
    expect(addresses).toEqual([]);
  });
});

describe('redirects', () => {
  test.for([
    { id: 'S15', location: 'http://169.254.169.254/latest/', expected: 'ssrf' },
    { id: 'S15', location: 'http://[::ffff:127.0.0.1]:22/', expected: 'ssrf' },
    { id: 'S15', location: '//localhost/', expected: 'ssrf' },
    { id: 'S16', location: 'file:///etc/passwd', expected: 'ssrf' },
    { id: 'S16', location: 'gopher://example.com/', expected: 'ssrf' },
    { id: 'S16', location: 'ftp://example.com/', expected: 'ssrf' },
    { id: 'S16', location: 'data:text/html,<p>x', expected: 'ssrf' },
    { id: 'S16', location: 'javascript:alert(1)', expected: 'ssrf' },
    { id: 'S16', location: 'blob:http://example.com/1', expected: 'ssrf' },
    { id: 'S16', location: 'view-source:http://example.com/', expected: 'ssrf' },
    { id: 'S16', location: 'chrome://version', expected: 'ssrf' },
    { id: 'S17', location: '/a%0d%0aSet-Cookie:%20x=1', expected: 'ssrf' },
    { id: 'S22', location: 'http://127.0.0.1\\@example.com/', expected: 'ssrf' },
    { id: 'S22', location: '/\\example.com/', expected: 'ssrf' },
    { id: 'S23', location: 'http://user:pass@example.com/', expected: 'ssrf' },
    { id: 'S24', location: 'http://example.com:6379/', expected: 'ssrf' },
  ])('$id a redirect to $location is refused, and the hop recorded', async ({ location, expected }) => {
    await using server = await serve((_request, response) => { response.writeHead(302, { location }).end(); });
    const outcome = failed(await fetchFrom(server));
    expect(outcome.reason).toBe(expected);
    expect(outcome.exchange?.redirects).toEqual([{ url: `${server.origin}/`, status: 302, location }]);
    expect(server.seen).toEqual(['GET /']);
  });

  test('S18 a circle of two is a redirect failure', async () => {
    await using server = await serve((request, response) => { response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(); });
    expect(failed(await fetchFrom(server, '/a'))).toMatchObject({ reason: 'redirect', problem: { code: 'redirect-loop' } });
    expect(server.seen).toHaveLength(2);
  });

  test('S18 twenty-one hops end at the tenth', async () => {
    await using server = await serve((request, response) => { response.writeHead(301, { location: `/${String(Number((request.url ?? '/').slice(1)) + 1)}` }).end(); });
    expect(failed(await fetchFrom(server, '/1'))).toMatchObject({ reason: 'redirect', problem: { code: 'redirect-too-many' } });
    expect(server.seen).toHaveLength(11);
  });

  test('S20 S21 redirects are followed and recorded, also to another host, without cookies', async () => {
    await using target = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    await using server = await serve((request, response) => {
      const location = request.url === '/privacy' ? '/privacy/' : `http://nieuw.example:${String(target.port)}/nl/privacy`;
      response.writeHead(308, { location, 'set-cookie': 'a=b' }).end();
    });
    const settings = allowing(quick, server.host, `nieuw.example:${String(target.port)}`);
    const page = captured(await fetchOnce(settings, `${server.origin}/privacy`, { deps: { resolve: async () => ['127.0.0.1'] } }));
    expect(page.exchange.redirects.map((entry) => entry.url)).toEqual([`${server.origin}/privacy`, `${server.origin}/privacy/`]);
    expect(page.exchange.finalUrl).toBe(`http://nieuw.example:${String(target.port)}/nl/privacy`);
    expect(target.requests[0]?.headers.cookie).toBeUndefined();
  });

  test('S21 a redirect with spaces and accents arrives', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: Buffer.from('/privacy verklaring/privé', 'utf8').toString('latin1') }).end();
      else response.setHeader('content-type', 'text/html').end(policyHtml);
    });
    expect(captured(await fetchFrom(server)).exchange.finalUrl).toBe(`${server.origin}/privacy%20verklaring/priv%C3%A9`);
  });

  test('S28 Alt-Svc moves nothing', async () => {
    await using other = await serve(() => undefined);
    await using server = await serve((_request, response) => { response.writeHead(200, { 'content-type': 'text/html', 'alt-svc': `h2="${other.host}"; ma=86400` }).end(policyHtml); });
    for (let round = 0; round < 2; round += 1) expect((await fetchFrom(server)).kind).toBe('captured');
    expect(other.seen).toEqual([]);
  });
});

describe('S26 proxies of the environment', () => {
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'] as const;
  const before = new Map(names.map((name) => [name, process.env[name]]));
  beforeEach(() => { for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : 'http://127.0.0.1:9'; });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('S26 are ignored', async () => {
    await using server = await serve((_request, response) => { response.setHeader('content-type', 'text/html').end(policyHtml); });
    expect((await fetchFrom(server)).kind).toBe('captured');
  });
});
