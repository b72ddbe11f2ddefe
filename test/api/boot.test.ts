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
