import { createHash, X509Certificate } from "node:crypto";
import * as z from "zod";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type ClientCertificate, type ClientRecord, credentialOf, lookUp } from "./client-record.ts";
import type { Clock } from "./clock.ts";

/** Signing in with a certificate on the connection itself (RFC 8705): one that is registered, or one of an authority with a name that is. */

/** The certificate that the other end of a connection has shown, and has the key of. */
export interface PeerCertificate {
	/** `x5t#S256`: SHA-256 of the certificate, base64url. */
	readonly thumbprint: string;
	/** RFC 4514, the most particular part first: `CN=ats,O=Acme,C=DE`. */
	readonly subject: string;
	readonly dns: readonly string[];
	readonly uris: readonly string[];
	readonly validFrom: Date;
	readonly validTo: Date;
	/** An authority that is configured vouches for it. */
	readonly isVouchedFor: boolean;
}

const MAX_PEM = 20_000;
/** Which certificates are a client's: this one (`self_signed_tls_client_auth`), or those of the authority with this name in them (`tls_client_auth`). */
export const CertificateInput = z.union([
	z.strictObject({ certificate: z.string().max(MAX_PEM).describe("PEM. It may be signed by itself.") }),
	z.strictObject({
		subject: z.string().min(3).max(1000).describe("Distinguished name as RFC 4514 writes it: CN=ats,O=Acme,C=DE"),
	}),
	z.strictObject({ dns: z.string().min(1).max(253).describe("A DNS name among its subjectAltName.") }),
	z.strictObject({ uri: z.string().min(3).max(1000).describe("A URI among its subjectAltName.") }),
]);
export type CertificateInput = z.output<typeof CertificateInput>;

/** @throws TributaryError `invalid-field` */
export function readCertificate(input: CertificateInput, now: Date): ClientCertificate {
	const createdAt = now.toISOString();
	if ("certificate" in input) {
		const peer = parsePem(input.certificate);
		if (peer.validTo <= now) throw fault(`It ended on ${peer.validTo.toISOString()}.`);
		return { by: "certificate", value: peer.subject, thumbprint: peer.thumbprint, createdAt };
	}
	const { by, value } = nameIn(input);
	const thumbprint = createHash("sha256").update(`${by}:${value}`).digest("base64url");
	return { by, value, thumbprint, createdAt };
}

type NameInput = Exclude<CertificateInput, { certificate: string }>;

function nameIn(input: NameInput): Pick<ClientCertificate, "by" | "value"> {
	if ("subject" in input) return { by: "subject", value: input.subject };
	return "dns" in input ? { by: "dns", value: input.dns.toLowerCase() } : { by: "uri", value: input.uri };
}

function parsePem(pem: string): PeerCertificate {
	if (/PRIVATE KEY/.test(pem)) throw fault("There is a private key in it: keep that, and give the certificate alone.");
	try {
		return peerOf(new X509Certificate(pem), false);
	} catch {
		throw fault("Give the PEM of one certificate.");
	}
}

const fault = (detail: string) =>
	new TributaryError("invalid-field", { errors: [{ pointer: "/certificate", detail }] });

/** A certificate as it is compared. */
export function peerOf(certificate: X509Certificate, isVouchedFor: boolean): PeerCertificate {
	const names = namesOf(certificate.subjectAltName ?? "");
	return {
		thumbprint: createHash("sha256").update(certificate.raw).digest("base64url"),
		subject: distinguishedName(certificate.subject),
		dns: names("DNS:").map((name) => name.toLowerCase()),
		uris: names("URI:"),
		validFrom: certificate.validFromDate,
		validTo: certificate.validToDate,
		isVouchedFor,
	};
}

/** Node writes a part a line, the most general first. A value of several lines would pass for several parts: such a name is nobody's. */
function distinguishedName(subject: string | undefined): string {
	const parts = (subject ?? "").split("\n");
	return parts.every((part) => /^[A-Za-z][A-Za-z0-9.]*=/.test(part)) ? parts.toReversed().join(",") : "";
}

/** Node quotes a name that could be taken for several; quoted ones are nobody's. */
const namesOf = (text: string) => {
	const parts = text.includes('"') ? [] : text.split(", ");
	return (kind: string) => parts.filter((part) => part.startsWith(kind)).map((part) => part.slice(kind.length));
};

/**
 * The client whose certificate this is, and by which registration.
 * @throws TributaryError `invalid-client`, one and the same for every cause · `store-unavailable`
 */
export async function verifyCertificate(
	{ platform, clock }: { readonly platform: Store; readonly clock: Clock },
	id: string,
	peer: PeerCertificate,
): Promise<{ readonly record: ClientRecord; readonly credential: string }> {
	const found = await lookUp(platform, id);
	const matched = found?.record.certificates.find((one) => isOf(peer, one));
	if (!found?.usable || matched === undefined || !isCurrent(peer, clock())) throw new TributaryError("invalid-client");
	return { record: found.record, credential: credentialOf(matched) };
}

function isOf(peer: PeerCertificate, { by, value, thumbprint }: ClientCertificate): boolean {
	if (by === "certificate") return peer.thumbprint === thumbprint;
	if (!peer.isVouchedFor) return false;
	if (by === "subject") return peer.subject === value;
	return (by === "dns" ? peer.dns : peer.uris).includes(value);
}

export const isCurrent = ({ validFrom, validTo }: PeerCertificate, now: Date): boolean =>
	validFrom <= now && now < validTo;
