import path from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { packageRoot } from "../package-root.ts";
import { PAGE_CSP } from "./headers.ts";

/** The recruiter's page, at `/`. Its files hold no data; browsers keep them and ask whether they changed. */
export async function page(app: FastifyInstance): Promise<void> {
	app.addHook("onRoute", (route) => {
		route.config = { ...route.config, access: "public" };
		route.schema = { hide: true };
	});
	app.addHook("onRequest", async (_request, reply) => {
		reply.headers({ "cache-control": "no-cache", "content-security-policy": PAGE_CSP });
	});
	await app.register(staticFiles, {
		root: path.join(packageRoot(), "src", "web"),
		// Only the files that are there at boot are routes: nothing else of the folder tree can be asked for.
		wildcard: false,
		cacheControl: false,
		index: "index.html",
	});
}
