import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";

/**
 * Takes the network away from code in this process. It is the weakest layer, for systems without namespaces:
 * Node's permission model guards files, processes and native code, and before version 25 not sockets.
 */
export function takeNetworkAway(): void {
	const refuse = (): never => {
		throw Object.assign(new Error("No network here."), { code: "ERR_ACCESS_DENIED" });
	};
	const fixed = (target: object, names: readonly string[]): void => {
		for (const name of names) {
			if (name in target) Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false });
		}
	};
	fixed(net.Socket.prototype, ["connect"]);
	fixed(net.Server.prototype, ["listen"]);
	fixed(net, ["connect", "createConnection", "createServer"]);
	fixed(dgram, ["createSocket"]);
	fixed(dgram.Socket.prototype, ["bind", "send", "connect"]);
	fixed(dns, ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "reverse"]);
	for (const name of ["fetch", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
}
