import { type AddressInfo, connect } from "node:net";
import type { FastifyInstance } from "fastify";

/** What a server that listens answers to bytes as they are, until it closes the connection. */
export function rawAnswer(app: FastifyInstance, bytes: string): Promise<string> {
	const { port } = app.server.address() as AddressInfo;
	return new Promise((resolve, reject) => {
		const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
		let answer = "";
		socket.on("data", (chunk) => {
			answer += chunk.toString();
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(answer));
	});
}
