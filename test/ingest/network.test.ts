import { spawnSync } from "node:child_process";
import dgram from "node:dgram";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSandbox, isolatesNetwork, type Sandbox } from "../../src/ingest/sandbox/layers.ts";
import { nodeAlone, probe } from "./probe.ts";

/** Ways out of a parser process, tried for real: what counts is what arrives at a listener on this machine. */

let tcp: Server;
let udp: dgram.Socket;
let arrived = 0;
/** A port that both listen on. */
let port = 0;

beforeAll(async () => {
	const count = (): void => {
		arrived += 1;
	};
	tcp = createServer((socket) => {
		count();
		socket.on("error", () => {});
		socket.destroy();
	});
	await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
	({ port } = tcp.address() as { port: number });
	udp = dgram.createSocket("udp4", count);
	await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
});
afterAll(() => {
	tcp.close();
	udp.close();
});

/** What arrives while some code runs. */
async function arrivals(run: () => Promise<string>): Promise<{ readonly out: string; readonly count: number }> {
	arrived = 0;
	const out = await run();
	return { out, count: arrived };
}

/** Ends the process before name servers are asked again, and what is on its way has left. */
const SOON = "setTimeout(() => process.exit(), 300);";
const SERVER = () => `"127.0.0.1:${port}"`;
const module = (name: string) => `process.getBuiltinModule("node:${name}")`;

const WAYS: readonly [string, () => string][] = [
	["connects", () => `${module("net")}.connect(${port}, "127.0.0.1").on("error", () => {}); ${SOON}`],
	["connects a socket", () => `new (${module("net")}.Socket)().connect(${port}, "127.0.0.1"); ${SOON}`],
	[
		"connects by an imported name",
		() => `const { connect } = await import("node:net"); connect(${port}, "127.0.0.1"); ${SOON}`,
	],
	["connects with TLS", () => `${module("tls")}.connect(${port}, "127.0.0.1").on("error", () => {}); ${SOON}`],
	["asks a web server", () => `${module("http")}.get("http://127.0.0.1:${port}/").on("error", () => {}); ${SOON}`],
	["fetches", () => `fetch("http://127.0.0.1:${port}/").catch(() => {}); ${SOON}`],
	[
		"fetches below fetch",
		() => `new Request("http://x/"); const agent = globalThis[Symbol.for("undici.globalDispatcher.1")];
			agent.dispatch({ origin: "http://127.0.0.1:${port}", path: "/", method: "GET" }, { onConnect() {}, onHeaders() {}, onData() {}, onComplete() {}, onError() {} }); ${SOON}`,
	],
	["speaks HTTP/2", () => `${module("http2")}.connect("http://127.0.0.1:${port}").on("error", () => {}); ${SOON}`],
	["sends a datagram", () => `${module("dgram")}.createSocket("udp4").send("x", ${port}, "127.0.0.1"); ${SOON}`],
	[
		"sends from a socket made by its class, by an imported name",
		() => `const { Socket } = await import("node:dgram"); new Socket("udp4").send("x", ${port}, "127.0.0.1"); ${SOON}`,
	],
	[
		"asks a name server",
		() =>
			`const dns = ${module("dns")}; dns.setServers([${SERVER()}]); dns.resolve4("secret.example", () => {}); ${SOON}`,
	],
	[
		"asks by a resolver of an imported name",
		() => `const { Resolver } = await import("node:dns"); const r = new Resolver(); r.setServers([${SERVER()}]);
			r.resolveTxt("secret.example", () => {}); ${SOON}`,
	],
	[
		"asks by a resolver of its own",
		() =>
			`const r = new (${module("dns")}.Resolver)(); r.setServers([${SERVER()}]); r.resolve4("secret.example", () => {}); ${SOON}`,
	],
	[
		"asks by promises",
		() =>
			`const p = ${module("dns")}.promises; p.setServers([${SERVER()}]); p.resolveMx("secret.example").catch(() => {}); ${SOON}`,
	],
	[
		"asks by a resolver of promises",
		() => `const { Resolver } = await import("node:dns/promises"); const r = new Resolver(); r.setServers([${SERVER()}]);
			r.resolveTxt("secret.example").catch(() => {}); ${SOON}`,
	],
	[
		"takes the handle of a socket that others make",
		() => `let taken; ${module("net")}.Socket.prototype.setTimeout = function () { taken ??= this; return this; };
			try { ${module("https")}.get({ host: "127.0.0.1", port: ${port}, timeout: 1 }).on("error", () => {}); } catch {}
			if (taken === undefined) throw { code: "ERR_ACCESS_DENIED" };
			const tcp = taken._handle._parent ?? taken._handle; tcp.bind("127.0.0.1", 0);
			${module("net")}.connect(${port}, "127.0.0.1"); ${SOON}`,
	],
];

describe("R29: without any namespace", () => {
	test.each(WAYS)("hostile code that %s reaches nobody", async (_, code) => {
		const { out, count } = await arrivals(() => probe(nodeAlone(), code()));
		expect([out, count]).toEqual([expect.stringMatching(/^(refused (ERR_ACCESS_DENIED|undefined))?$/), 0]);
	});

	test.each(WAYS)("and unguarded code that %s does reach the listener", async (_, code) => {
		const { count } = await arrivals(() => probe(nodeAlone(), code(), { unguarded: true }));
		expect(count).toBeGreaterThan(0);
	});

	test("every method of every resolver is closed", async () => {
		const code = `const dns = ${module("dns")}; const open = [];
			for (const one of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype, dns.promises.Resolver])
				for (let at = one; at && at !== Object.prototype && at !== Function.prototype; at = Object.getPrototypeOf(at))
					for (const name of Reflect.ownKeys(at)) {
						const { value } = Object.getOwnPropertyDescriptor(at, name);
						if (typeof value !== "function" || name === "constructor") continue;
						try { value.call(one, "secret.example", () => {}); open.push(name); } catch (e) { if (e.code !== "ERR_ACCESS_DENIED") open.push(name); }
					}
			say(open.map(String).join());`;
		expect(await probe(nodeAlone(), code)).toBe("");
	});

	test.each([
		["listens", `${module("net")}.createServer().listen(0, "127.0.0.1", () => say("listens"));`],
		["listens below", `new (${module("net")}.Server)()._listen2("127.0.0.1", 0, 4); say("listens");`],
		["listens on a handle", `${module("net")}._createServerHandle("127.0.0.1", 0, 4).listen(1); say("listens");`],
		[
			"listens on a handle that it takes from TLS",
			`const { _handle } = new (process.getBuiltinModule("_tls_wrap").TLSSocket)();
				const tcp = _handle._parent; tcp.bind("127.0.0.1", 0); tcp.listen(1); say("listens");`,
		],
		[
			"asks the system for a name, by an imported name",
			`const { lookup } = await import("node:dns"); lookup("localhost", () => say("asked"));`,
		],
		["asks the system by promises", `await (await import("node:dns/promises")).lookup("localhost"); say("asked");`],
		["serves", `${module("http")}.createServer().listen(0, () => say("listens"));`],
		["binds a datagram socket", `${module("dgram")}.createSocket("udp4").bind(0, () => say("listens"));`],
		["reaches the bindings", `process.binding("tcp_wrap"); say("reached");`],
		["reaches linked bindings", `process._linkedBinding("cares_wrap"); say("reached");`],
		["opens the inspector", `${module("inspector")}.open(0); say("listens");`],
		["becomes another program", `process.execve("/bin/true", ["true"], {}); say("became");`],
		["starts a thread", `new (${module("worker_threads")}.Worker)("1", { eval: true }); say("started");`],
		["starts a process", `${module("child_process")}.spawnSync("/bin/true"); say("started");`],
		["opens the way again", `${module("net")}.Socket.prototype.connect = 1; say("opened");`],
	])("hostile code that %s is refused", async (_, code) => {
		expect(await probe(nodeAlone(), `${code} setTimeout(() => process.exit(), 300);`)).toMatch(/^refused /);
	});
});

/** Ways that are tried against a namespace: a connection, a datagram, a question to a name server. */
const THREE = WAYS.filter(([name]) => /^(connects|sends a datagram|asks by a resolver of its own)$/.test(name));
const NOBODY = 65_534;

describe("a network namespace", () => {
	test.for(THREE)("holds code that %s even when nothing inside the process does", async ([, code], { skip }) => {
		if (!canMakeNamespace()) skip("this system gives this account no namespaces");
		const sandbox = findSandbox();
		expect(isolatesNetwork(sandbox.layers)).toBe(true);
		await expectQuiet(sandbox, code());
	});

	test("is found for an account without rights too, and holds", async ({ skip }) => {
		if (process.getuid?.() !== 0) skip("only root can run a process as another account");
		if (!canRun(NOBODY)) skip("this folder is closed to other accounts");
		if (!canMakeNamespace(NOBODY)) skip("this system gives such accounts no namespaces");
		const layers = path.resolve(import.meta.dirname, "../../src/ingest/sandbox/layers.ts");
		const script = `import(${JSON.stringify(layers)}).then((m) => console.log(JSON.stringify(m.findSandbox())))`;
		const found = spawnSync(process.execPath, ["-e", script], { uid: NOBODY, gid: NOBODY, env: {}, cwd: "/" });
		const sandbox: Sandbox = JSON.parse(found.stdout.toString());
		expect(isolatesNetwork(sandbox.layers)).toBe(true);
		for (const [, code] of THREE) await expectQuiet(sandbox, code(), NOBODY);
	});
});

/** The code runs, with no guard inside the process, and nothing arrives. */
async function expectQuiet(sandbox: Sandbox, code: string, uid?: number): Promise<void> {
	const options = { unguarded: true, ...(uid === undefined ? {} : { uid }) };
	const run = () => probe(sandbox, `process.on("uncaughtException", () => {}); say("runs"); ${code}`, options);
	expect(await arrivals(run)).toEqual({ out: "runs", count: 0 });
}

const canRun = (uid: number): boolean =>
	spawnSync(process.execPath, ["-e", "0"], { uid, gid: uid, cwd: "/", env: {} }).status === 0;

/** Asked of the system itself. */
function canMakeNamespace(uid = process.getuid?.() ?? 0): boolean {
	const options = uid === 0 ? ["--net"] : ["--user", "--map-root-user", "--net"];
	return spawnSync("unshare", [...options, "true"], { uid, gid: uid, cwd: "/" }).status === 0;
}
