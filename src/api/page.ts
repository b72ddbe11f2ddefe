import { existsSync } from "node:fs";
import path from "node:path";
import staticFiles, { type FastifyStaticOptions } from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { packageRoot } from "../package-root.ts";
import { PAGE_CSP } from "./headers.ts";

/** Names of parts that have a digest of their content in them: such a file never changes. */
const UNCHANGING = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+(\.br|\.gz)?$/;

/**
 * The page, at `/`, as `scripts/web.ts` builds it. Its files hold no data; browsers keep them and ask whether they changed. Where it was not
 * built the API is served without it.
 */
export async function page(app: FastifyInstance): Promise<void> {
	const root = path.join(packageRoot(), "dist", "web");
	if (!existsSync(path.join(root, "index.html"))) {
		app.log.warn("The page was not built and is not served; npm run build makes it.");
		return;
	}
	app.addHook("onRoute", (route) => {
		route.config = { ...route.config, access: "public" };
		route.schema = { hide: true };
	});
	app.addHook("onRequest", async (_request, reply) => {
		reply.headers({ "cache-control": "no-cache", "content-security-policy": PAGE_CSP });
	});
	// Only the files that are there at boot are routes: nothing else of the folder tree can be asked for.
	await app.register(staticFiles, {
		...OPTIONS,
		root,
		wildcard: false,
		index: ["index.html"],
		globIgnore: ["**/*.{br,gz}", "assets/**"],
	});
	// Parts are named by their content: where the page is built anew under a server that runs, its new ones are there with it.
	await app.register(staticFiles, {
		...OPTIONS,
		root: path.join(root, "assets"),
		prefix: "/assets/",
		index: false,
		decorateReply: false,
	});
}

const OPTIONS: FastifyStaticOptions = {
	cacheControl: false,
	preCompressed: true,
	setHeaders: (reply, file) => {
		if (UNCHANGING.test(file)) reply.header("cache-control", "public, max-age=31536000, immutable");
	},
};
