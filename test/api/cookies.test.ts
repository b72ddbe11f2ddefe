import fastify from "fastify";
import { describe, expect, test } from "vitest";
import {
	dropCookie,
	installCookies,
	loginCookie,
	readCookie,
	sessionCookie,
	setCookie,
} from "../../src/api/session-cookie.ts";

/** An app that sets, drops and reads each of our cookies. */
async function open(publicUrl: string) {
	const app = fastify();
	await installCookies(app);
	for (const name of [sessionCookie(publicUrl), loginCookie(publicUrl)]) {
		app.get(`/set/${name}`, async (_, reply) => setCookie(reply, publicUrl, name, "secret"));
		app.get(`/drop/${name}`, async (_, reply) => dropCookie(reply, publicUrl, name));
		app.get(`/read/${name}`, async (request) => ({ value: readCookie(request, name) }));
	}
	return app;
}

describe.each([
	["https://acme.example", "__Host-tributary", "__Host-tributary-login", "Path=/; HttpOnly; Secure; SameSite=Lax"],
	["http://127.0.0.1:8080", "tributary-session", "tributary-login", "Path=/; HttpOnly; SameSite=Lax"],
])("cookies at %s", (publicUrl, session, login, attributes) => {
	test("are kept from scripts, other sites, hosts and paths, and dropped alike", async () => {
		expect([sessionCookie(publicUrl), loginCookie(publicUrl)]).toEqual([session, login]);
		const app = await open(publicUrl);
		for (const name of [session, login]) {
			const set = await app.inject(`/set/${name}`);
			expect(set.headers["set-cookie"]).toBe(`${name}=secret; ${attributes}`);
			const dropped = await app.inject(`/drop/${name}`);
			const [pair, ...rest] = `${dropped.headers["set-cookie"]}`.split("; ");
			expect(pair).toBe(`${name}=`);
			expect(rest.filter((part) => !/^(?:Max-Age|Expires)=/.test(part)).join("; ")).toBe(attributes);
			expect(rest).toContain("Expires=Thu, 01 Jan 1970 00:00:00 GMT");
		}
	});

	test("are read by their whole name", async () => {
		const app = await open(publicUrl);
		const read = async (cookie: string) =>
			(await app.inject({ url: `/read/${session}`, headers: { cookie } })).json().value;
		expect(await read(`x=1; ${session}=secret`)).toBe("secret");
		expect(await read(`${session}-x=secret`)).toBeNull();
	});
});
