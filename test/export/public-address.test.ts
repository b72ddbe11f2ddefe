import { describe, expect, test } from "vitest";
import { CALLBACK_PORTS, isPublicAddress, WEBHOOK_PORTS } from "../../src/export/public-address.ts";
import { createTransport } from "../../src/export/transport.ts";

/** Names of an attacker's own zone, and what they resolve to. */
const ZONE: Readonly<Record<string, readonly string[]>> = {
	"good.example.com": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
	"loop.example.com": ["127.0.0.1"],
	"mixed.example.com": ["93.184.215.14", "10.0.0.7"],
	"mixed6.example.com": ["93.184.215.14", "fd00::1"],
	"half.example.com": ["127.0.0.1", "10.0.0.7"],
	"mapped.example.com": ["::ffff:10.0.0.7"],
	"nat64.example.com": ["64:ff9b::a9fe:a9fe"],
	"6to4.example.com": ["2002:7f00:1::"],
	"teredo.example.com": ["2001:0:7f00:1::1"],
	"metadata.google.internal": ["169.254.169.254"],
	"zone.example.com": ["fe80::1%eth0"],
	"odd.example.com": ["not-an-address"],
	"empty.example.com": [],
	"localhost.": ["127.0.0.1"],
	"a.localhost": ["127.0.0.1"],
};
const asked: string[] = [];
const transport = createTransport({
	resolve: async (name) => {
		asked.push(name);
		return ZONE[name] ?? [];
	},
});
const check = (url: string, ports = WEBHOOK_PORTS) => transport.check(url, ports);

const HOSTILE = [
	// not https, or not a URL
	"http://good.example.com/",
	"ftp://good.example.com/",
	"file:///etc/passwd",
	"gopher://good.example.com:443/_x",
	"javascript:alert(1)",
	"data:text/plain,x",
	"//good.example.com/",
	"good.example.com",
	"",
	"https://",
	`https://good.example.com/${"x".repeat(2100)}`,
	// other services of a host
	"https://good.example.com:22/",
	"https://good.example.com:8443/",
	"https://good.example.com:80/",
	"https://good.example.com:0/",
	// credentials and confusion about which part is the host
	"https://user@good.example.com/",
	"https://user:pass@good.example.com/",
	"https://good.example.com@127.0.0.1/",
	"https://127.0.0.1#@good.example.com/",
	"https://127.0.0.1\\@good.example.com/",
	"https://good.example.com/#fragment",
	// loopback in all spellings
	"https://127.0.0.1/",
	"https://127.1/",
	"https://127.0.0.1./",
	"https://2130706433/",
	"https://0x7f000001/",
	"https://0x7f.0.0.1/",
	"https://0177.0.0.1/",
	"https://017700000001/",
	"https://%31%32%37.0.0.1/",
	"https://１２７.0.0.1/",
	"https://127。0。0。1/",
	"https://①②⑦.0.0.1/",
	"https://127.255.255.254/",
	"https://0.0.0.0/",
	"https://0/",
	"https://[::1]/",
	"https://[0:0:0:0:0:0:0:1]/",
	"https://[::]/",
	"https://[::ffff:127.0.0.1]/",
	"https://[::ffff:7f00:1]/",
	"https://[::127.0.0.1]/",
	"https://localhost/",
	"https://LOCALHOST/",
	"https://localhost./",
	"https://a.localhost/",
	"https://intranet/",
	// private, link-local, shared, special
	"https://10.0.0.1/",
	"https://0xa000001/",
	"https://172.16.0.1/",
	"https://172.31.255.255/",
	"https://192.168.1.1/",
	"https://169.254.169.254/latest/meta-data/",
	"https://2852039166/",
	"https://100.64.0.1/",
	"https://192.0.0.8/",
	"https://192.0.2.1/",
	"https://198.18.0.1/",
	"https://198.51.100.1/",
	"https://203.0.113.1/",
	"https://224.0.0.1/",
	"https://240.0.0.1/",
	"https://255.255.255.255/",
	"https://[fd00::1]/",
	"https://[fe80::1]/",
	"https://[fec0::1]/",
	"https://[ff02::1]/",
	"https://[2001:db8::1]/",
	"https://[3fff::1]/",
	"https://[100::1]/",
	"https://[64:ff9b::7f00:1]/",
	"https://[64:ff9b:1::1]/",
	"https://[2002:7f00:1::]/",
	"https://[2001:0:7f00:1::1]/",
	"https://[2001:2::1]/",
	"https://[4000::1]/",
	// names that lead there
	"https://loop.example.com/",
	"https://mixed.example.com/",
	"https://mixed6.example.com/",
	"https://mapped.example.com/",
	"https://nat64.example.com/",
	"https://6to4.example.com/",
	"https://teredo.example.com/",
	"https://metadata.google.internal/computeMetadata/v1/",
	"https://zone.example.com/",
	"https://odd.example.com/",
	"https://empty.example.com/",
	"https://nowhere.example.com/",
];

test.each(HOSTILE)("refuses %s, as a webhook and as a callback", async (url) => {
	const code = { code: "address-not-allowed" };
	await expect(check(url)).rejects.toMatchObject(code);
	// A callback may name port 80.
	if (!url.endsWith(":80/")) await expect(check(url, CALLBACK_PORTS)).rejects.toMatchObject(code);
	const message = { url, ports: WEBHOOK_PORTS, headers: {}, body: "{}" };
	expect(await transport.send(message)).toEqual({ status: null, reason: "address-not-allowed" });
});

test("the list is as long as it should be", () => {
	expect(new Set(HOSTILE).size).toBeGreaterThan(80);
});

describe("takes what is public", () => {
	test.each([
		"https://good.example.com/",
		"https://good.example.com:443/a?b=c",
		"https://GOOD.example.com/",
		"https://8.8.8.8/",
		"https://[2606:4700::1111]/",
	])("%s", async (url) => {
		await check(url);
	});

	test("a callback on port 80, with TLS all the same", async () => {
		await check("https://good.example.com:80/", CALLBACK_PORTS);
		await expect(check("http://good.example.com:80/", CALLBACK_PORTS)).rejects.toMatchObject({ detail: "Use https." });
	});
});

test("a name is asked for only when nothing else speaks against it", async () => {
	asked.length = 0;
	await check("https://u@good.example.com/").catch(() => {});
	await check("https://good.example.com:22/").catch(() => {});
	expect(asked).toEqual([]);
});

describe("with loopback allowed, for a demo", () => {
	const demo = createTransport({ allowLoopback: true, resolve: async (name) => ZONE[name] ?? [] });

	test.each(["http://127.0.0.1:9000/", "http://localhost:9000/", "https://[::1]:9000/", "http://loop.example.com/"])(
		"%s is taken",
		async (url) => {
			await demo.check(url, WEBHOOK_PORTS);
		},
	);

	test.each([
		"http://good.example.com/",
		"https://good.example.com:9000/",
		"http://10.0.0.1/",
		"https://10.0.0.1/",
		"http://169.254.169.254/",
		"https://mixed.example.com/",
		"https://half.example.com/",
		"http://half.example.com/",
		"http://0.0.0.0/",
		"http://u:p@127.0.0.1/",
	])("%s is not", async (url) => {
		await expect(demo.check(url, WEBHOOK_PORTS)).rejects.toMatchObject({ code: "address-not-allowed" });
	});
});

test("borders of the blocks", () => {
	const inside = ["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"];
	const more = ["192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1"];
	expect([...inside, ...more, "2003::1"].filter((address) => !isPublicAddress(address))).toEqual([]);
	const outside = ["100.127.255.255", "198.19.255.255", "239.255.255.255", "2001:1ff::1", "1fff::1", "4000::", ""];
	expect(outside.filter(isPublicAddress)).toEqual([]);
});
