import fastify from "fastify";
import { expect, test } from "vitest";
import { collectRoutes } from "../../src/api/route-table.ts";

async function bootWith(config: object, schema: object | undefined): Promise<void> {
	const app = fastify();
	collectRoutes(app);
	app.get("/v1/new", { config, ...(schema === undefined ? {} : { schema }) }, async () => ({}));
	await app.ready();
}

test("R12: a route that does not say who may call it stops the boot, and is named", async () => {
	await expect(bootWith({}, {})).rejects.toThrow("GET /v1/new");
});

test("a route without a schema stops the boot", async () => {
	await expect(bootWith({ access: "public" }, undefined)).rejects.toThrow("GET /v1/new");
});

test("a route with both boots, and stands in the table with its HEAD", async () => {
	const app = fastify();
	collectRoutes(app);
	app.get("/v1/things/:id", { config: { access: { permission: "search" } }, schema: {} }, async () => ({}));
	await app.ready();
	expect(app.routeTable.entries()).toContainEqual({
		method: "GET",
		url: "/v1/things/:id",
		access: { permission: "search" },
		config: { access: { permission: "search" } },
	});
	expect(app.routeTable.methodsOf("/v1/things/7").toSorted()).toEqual(["GET", "HEAD"]);
	expect(app.routeTable.methodsOf("/v1/things")).toEqual([]);
	expect(app.routeTable.methodsOf("/v1/things/7/more")).toEqual([]);
});

test("R12: a route that has not said who may call it stands in no table, and all that lack it are named", async () => {
	const app = fastify();
	collectRoutes(app);
	app.get("/v1/one", { schema: {} }, async () => ({}));
	app.post("/v1/two", { config: { access: "known" } }, async () => ({}));
	app.get("/v1/three", { config: { access: "public" }, schema: {} }, async () => ({}));
	expect(new Set(app.routeTable.entries().map(({ url }) => url))).toEqual(new Set(["/v1/two", "/v1/three"]));
	const refused = await app.ready().then(
		() => "",
		(error: Error) => error.message,
	);
	expect(refused).toContain("GET /v1/one, ");
	expect(refused).toContain("POST /v1/two");
	expect(refused).not.toContain("/v1/three");
});

test("methods are those of every route that the path fits, each once", async () => {
	const app = fastify();
	collectRoutes(app);
	const open = { config: { access: "public" as const }, schema: {} };
	app.route({ ...open, method: ["PUT", "DELETE"], url: "/v1/things/:id", handler: async () => ({}) });
	app.put("/v1/things/first", open, async () => ({}));
	app.post("/v1/things/:id/parts/:part", open, async () => ({}));
	app.patch("/v1/files/*", open, async () => ({}));
	await app.ready();
	const { methodsOf } = app.routeTable;
	expect(methodsOf("/v1/things/first")).toEqual(["PUT", "DELETE"]);
	expect(methodsOf("/v1/things/7/parts/8")).toEqual(["POST"]);
	expect(methodsOf("/v1/things/7/others/8")).toEqual([]);
	expect(methodsOf("/v1/files/a")).toEqual(["PATCH"]);
	expect(methodsOf("/v1/files/a/b/c")).toEqual(["PATCH"]);
	expect(methodsOf("/v1/files/a", ({ access }) => access !== "public")).toEqual([]);
	expect(methodsOf("/v1/files")).toEqual([]);
	expect(methodsOf("/v1/other/a")).toEqual([]);
	expect(methodsOf("/v2/files/a")).toEqual([]);
});
