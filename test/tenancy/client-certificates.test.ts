import { createHash, randomBytes, type X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
	CertificateInput,
	isCurrent,
	type PeerCertificate,
	peerOf,
	readCertificate,
} from "../../src/tenancy/client-certificates.ts";
import { codeOf, openRig } from "./rig.ts";

/** Certificates of clients (RFC 8705), compared to the letter; test/api/client-certificates.test.ts has them over real TLS. */

const NOW = new Date("2026-03-01T12:00:00.000Z");
const made = (change: object = {}) =>
	({
		raw: randomBytes(20),
		subject: "C=DE\nO=Acme\nCN=ats",
		subjectAltName: "DNS:ATS.example.com, URI:urn:ats, IP Address:127.0.0.1, DNS:b.example.com",
		validFromDate: NOW,
		validToDate: new Date(NOW.getTime() + 1000),
		...change,
	}) as X509Certificate;

describe("a certificate as it is compared", () => {
	test("has its names, the most particular first, hosts in small letters", () => {
		const certificate = made();
		expect(peerOf(certificate, true)).toEqual({
			thumbprint: createHash("sha256").update(certificate.raw).digest("base64url"),
			subject: "CN=ats,O=Acme,C=DE",
			dns: ["ats.example.com", "b.example.com"],
			uris: ["urn:ats"],
			validFrom: NOW,
			validTo: new Date(NOW.getTime() + 1000),
			isVouchedFor: true,
		});
		expect(peerOf(made({ subjectAltName: undefined }), false)).toMatchObject({
			dns: [],
			uris: [],
			isVouchedFor: false,
		});
	});

	test.each(["CN=ats\nadmin", "CN=a\n1=b", "=x", "", undefined, " CN=ats", "CN=ats\n-O=Acme"])(
		"R13: whose subject may be read in two ways has none: %j",
		(subject) => {
			expect(peerOf(made({ subject }), true).subject).toBe("");
		},
	);

	test("R13: whose other names are quoted has none of them", () => {
		const { dns, uris } = peerOf(made({ subjectAltName: 'DNS:a.example, URI:"urn:x, DNS:evil.example"' }), true);
		expect([dns, uris]).toEqual([[], []]);
	});

	test("is good from its first moment, and not in its last", () => {
		const peer = peerOf(made(), true);
		const at = (milliseconds: number) => isCurrent(peer, new Date(NOW.getTime() + milliseconds));
		expect([at(-1), at(0), at(999), at(1000)]).toEqual([false, true, true, false]);
	});
});

describe("what is registered of a client", () => {
	test("is a name, told by its kind", () => {
		const by = (input: CertificateInput) => readCertificate(CertificateInput.parse(input), NOW);
		const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
		const createdAt = NOW.toISOString();
		const [subject, dns, uri] = [by({ subject: "CN=ats" }), by({ dns: "ATS.example" }), by({ uri: "urn:ATS" })];
		expect(subject).toEqual({ by: "subject", value: "CN=ats", thumbprint: digest("subject:CN=ats"), createdAt });
		expect(dns).toEqual({ by: "dns", value: "ats.example", thumbprint: digest("dns:ats.example"), createdAt });
		expect(uri).toEqual({ by: "uri", value: "urn:ATS", thumbprint: digest("uri:urn:ATS"), createdAt });
	});

	test("is no private key, and no text that is no certificate", () => {
		const read = (certificate: string) => () => readCertificate({ certificate }, NOW);
		const refusal = (detail: unknown) =>
			expect.objectContaining({ code: "invalid-field", errors: [{ pointer: "/certificate", detail }] });
		expect(read("-----BEGIN PRIVATE KEY-----")).toThrow(refusal(expect.stringMatching(/^There is a private key/)));
		expect(read("x")).toThrow(refusal("Give the PEM of one certificate."));
	});

	test.each([
		{},
		{ subject: "x" },
		{ subject: "x".repeat(1001) },
		{ dns: "" },
		{ dns: "x".repeat(254) },
		{ uri: "x" },
		{ uri: "x".repeat(1001) },
		{ certificate: "x".repeat(20_001) },
		{ dns: "a.example", uri: "urn:x" },
	])("is one of them, of a fair length: %j", (input) => {
		expect(CertificateInput.safeParse(input).success).toBe(false);
	});
});

describe("R13: a client signs in", () => {
	async function world() {
		const rig = await openRig();
		const tenant = await rig.tenant("acme");
		const { clientId: id } = await rig.client(tenant);
		const peer = (change: Partial<PeerCertificate> = {}): PeerCertificate => ({
			...peerOf(made({ validToDate: new Date(NOW.getTime() + 9e9) }), true),
			...change,
		});
		const { clients } = rig.tenancy;
		const enter = (one: PeerCertificate, as = id) => codeOf(clients.verifyCertificate(as, one));
		return { rig, tenant, id, peer, clients, enter };
	}

	test.each([
		["the subject", { subject: "CN=ats,O=Acme,C=DE" }, { subject: "CN=ats,O=Acme" }],
		["a host", { dns: "ats.example.com" }, { dns: ["x.example.com"] }],
		["a URI", { uri: "urn:ats" }, { uris: ["urn:ATS"] }],
	])("by %s in a certificate of the authority, and in no other", async (_, input, other) => {
		const { tenant, id, peer, clients, enter } = await world();
		expect(await enter(peer())).toBe("invalid-client");
		const { id: credential } = await clients.credentials.addCertificate(tenant, id, input);
		const one = peer();
		expect(await clients.verifyCertificate(id, one)).toMatchObject({ id, credential, certificate: one.thumbprint });
		expect(await enter(peer(other as Partial<PeerCertificate>))).toBe("invalid-client");
		expect(await enter(peer({ isVouchedFor: false }))).toBe("invalid-client");
		expect(await enter(peer({ validTo: NOW }))).toBe("invalid-client");
		expect(await enter(peer({ validFrom: new Date(NOW.getTime() + 1) }))).toBe("invalid-client");
		expect(await enter(peer(), "A".repeat(22))).toBe("invalid-client");
		await clients.setStatus(tenant, id, "disabled");
		expect(await enter(peer())).toBe("invalid-client");
	});

	test("by the name of one kind, not of another", async () => {
		const { tenant, id, peer, clients, enter } = await world();
		await clients.credentials.addCertificate(tenant, id, { dns: "urn:ats" });
		await clients.credentials.addCertificate(tenant, id, { uri: "ats.example.com" });
		expect(await enter(peer())).toBe("invalid-client");
	});
});
