import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";

/**
 * Takes the network away from code in this process. It is the weakest layer, for systems without namespaces:
 * Node's permission model guards files, processes, threads, native code and the inspector, and before version 25 not sockets.
 * Closed are the functions that open sockets or ask name servers, and below them the handles that all of them stand on.
 */
export function takeNetworkAway(): void {
	for (const handle of socketHandles()) close(Object.getPrototypeOf(handle));
	close(net.Socket.prototype, ["connect"]);
	close(net.Server.prototype, ["listen", "_listen2"]);
	close(net, ["connect", "createConnection", "createServer", "_createServerHandle", "BoundSocket"]);
	close(tls, ["connect", "createServer", "TLSSocket"]);
	for (const { prototype } of [dgram.Socket, dns.Resolver, dns.promises.Resolver]) close(prototype);
	// Of a resolver half of the methods are those of its base.
	close(Object.getPrototypeOf(dns.Resolver.prototype));
	for (const module of [dgram, dns.promises, dns]) close(module);
	for (const name of ["fetch", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
	// What is imported from a module by name is a copy: it is made anew.
	syncBuiltinESMExports();
}

function refuse(): never {
	throw Object.assign(new Error("No network here."), { code: "ERR_ACCESS_DENIED" });
}

/** Replaces methods of an object for good: those named, or all of its own. */
function close(target: object, names: readonly PropertyKey[] = Reflect.ownKeys(target)): void {
	for (const name of names) {
		const { value } = Object.getOwnPropertyDescriptor(target, name) ?? {};
		if (typeof value !== "function" || name === "constructor") continue;
		Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false });
	}
}

interface Handle {
	close?(): void;
}

/** One native handle of each kind. None of them is connected, listens or has a name server been asked with. */
function socketHandles(): readonly object[] {
	const tcp = called(net, "_createServerHandle", "0.0.0.0", 0, 4);
	const udp = called(dgram, "_createSocketHandle", null, 0, "udp4");
	const { _handle: resolver } = new dns.Resolver() as { readonly _handle?: unknown };
	// The streams of this process must be open before the way to open more of their kind is closed.
	const pipes = [process.stdin, process.stdout, process.stderr]
		.map((stream) => (stream as { readonly _handle?: unknown })._handle)
		.filter((handle) => (handle as object | undefined)?.constructor.name === "Pipe");
	for (const handle of [tcp, udp]) (handle as Handle | null)?.close?.();
	return [tcp, udp, resolver, ...pipes].filter((handle) => typeof handle === "object" && handle !== null);
}

/** What a function of a module gives that its published types do not name; undefined where there is no such function. */
function called(module: object, name: string, ...args: readonly unknown[]): unknown {
	const known = module as Readonly<Record<string, unknown>>;
	return typeof known[name] === "function" ? known[name](...args) : undefined;
}
