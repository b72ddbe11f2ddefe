import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";

/**
 * An OpenID provider in a process of its own. Whoever is sent here is signed in at once, as the person that `POST /control` named: who he is,
 * how he showed it, and what is said of his address. Prints its issuer.
 */

interface Person {
	readonly subject: string;
	readonly email?: string;
	readonly verified?: boolean;
	readonly amr?: readonly string[];
	readonly acr?: string;
}

let person: Person = { subject: "nobody" };
const people = new Map<string, Person>();

const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const grantEverything = async ({ oidc }: KoaContextWithOIDC) => {
	const clientId = oidc.client?.clientId ?? "";
	const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? "" });
	grant.addOIDCScope("openid email profile");
	await grant.save();
	return grant;
};

const configuration: Configuration = {
	clients: [
		{
			client_id: "tributary",
			client_secret: "a secret of at least thirty-two characters",
			redirect_uris: ["acme", "other"].map((tenant) => `http://127.0.0.1:8080/login/${tenant}/callback`),
		},
	],
	acrValues: ["urn:two-factors"],
	claims: { openid: ["sub", "acr", "amr"], email: ["email", "email_verified"], profile: ["name"] },
	pkce: { required: () => true },
	findAccount: (_ctx, id) => ({
		accountId: id,
		claims: async () => ({
			sub: id,
			email: people.get(id)?.email,
			email_verified: people.get(id)?.verified ?? true,
			name: id,
		}),
	}),
	interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
	loadExistingGrant: grantEverything,
	features: { devInteractions: { enabled: false } },
	cookies: { keys: ["test"] },
	ttl: { Session: 60, Interaction: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
};
const provider = new Provider(issuer, configuration);
const answer = provider.callback();

server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
	if (request.url === "/control") {
		person = JSON.parse(await text(request)) as Person;
		people.set(person.subject, person);
		response.end("{}");
	} else if (request.url?.startsWith("/interaction/") === true) {
		const { subject, amr, acr } = person;
		const login = {
			accountId: subject,
			remember: false,
			...(amr === undefined ? {} : { amr: [...amr] }),
			...(acr === undefined ? {} : { acr }),
		};
		await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
	} else await answer(request, response);
});
console.log(issuer);
