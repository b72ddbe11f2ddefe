import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** The cookies of sign-in: what is in them is a secret, so scripts never see it, and no other site, host or path can set it. */

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith("https:");

/** A browser takes the prefix only with Secure and over TLS; plain HTTP is served to this machine only. */
const nameOf = (publicUrl: string, name: string): string => (isSecure(publicUrl) ? `__Host-${name}` : name);

export const sessionCookie = (publicUrl: string): string =>
	isSecure(publicUrl) ? "__Host-tributary" : "tributary-session";
/** Of a sign-in that is under way. */
export const loginCookie = (publicUrl: string): string => nameOf(publicUrl, "tributary-login");

export const installCookies = async (app: FastifyInstance): Promise<void> => void (await app.register(cookie));

const optionsOf = (publicUrl: string) =>
	({ path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(publicUrl) }) as const;

/** For as long as the browser runs; the server ends it earlier. */
export const setCookie = (reply: FastifyReply, publicUrl: string, name: string, value: string): void =>
	void reply.setCookie(name, value, optionsOf(publicUrl));

export const dropCookie = (reply: FastifyReply, publicUrl: string, name: string): void =>
	void reply.clearCookie(name, optionsOf(publicUrl));

export const readCookie = (request: FastifyRequest, name: string): string | null => request.cookies[name] ?? null;
