/** A listener on loopback, TCP and UDP on one port: its address stands in the files, and nothing may reach it. */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

export interface Listener {
	readonly address: string;
	/** Connections and packets so far. */
	readonly reached: () => number;
	readonly close: () => void;
}

export async function listen(): Promise<Listener> {
	let reached = 0;
	const tcp = createServer((socket) => {
		reached += 1;
		socket.destroy();
	});
	await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
	const { port } = tcp.address() as { port: number };
	const udp = createSocket("udp4", () => {
		reached += 1;
	});
	await new Promise<void>((resolve) => udp.bind(port, "127.0.0.1", resolve));
	return {
		address: `127.0.0.1:${port}`,
		reached: () => reached,
		close: () => {
			tcp.close();
			udp.close();
		},
	};
}
