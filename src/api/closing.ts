import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** How long answers under way may take when the process is asked to stop. Milliseconds. */
const GRACE = 10_000;

declare module "fastify" {
	interface FastifyInstance {
		/** Cuts every connection, whatever is being answered on it. */
		hangUp: () => void;
	}
}

/**
 * Lets a stop come to its end: what is being answered is finished, connections that never asked anything are closed at once (the
 * server itself would wait for their first request), and after {@link GRACE} so is the rest.
 */
export function closeInTime(app: FastifyInstance): void {
	const sockets = new Set<Socket>();
	const { administrationServer: second } = app;
	const servers = second === null ? [app.server] : [app.server, second];
	for (const server of servers)
		server.on("connection", (socket: Socket) => {
			sockets.add(socket);
			socket.once("close", () => sockets.delete(socket));
		});
	app.decorate("hangUp", () => {
		for (const server of servers) server.closeAllConnections();
	});
	app.addHook("preClose", async () => {
		for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
		setTimeout(app.hangUp, GRACE).unref();
		// The framework closes its own.
		if (second?.listening === true)
			await new Promise<void>((resolve) => {
				second.close(() => resolve());
				second.closeIdleConnections();
			});
	});
}
