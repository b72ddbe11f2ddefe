import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FieldFault } from "../errors.ts";

/** NIST SP 800-57 part 1: 112 bits of strength, the least that is still allowed. */
const LEAST_RSA_BITS = 2048;
const CURVES: ReadonlySet<string> = new Set(["prime256v1", "secp384r1", "secp521r1"]);
const WEAK_SIGNATURE = /md5|sha-?1(?!\d)/i;

interface Files {
	readonly certFile: string;
	readonly keyFile: string;
	readonly clientCertificates?: { readonly caFile: string | null } | null;
}

/** Faults of a certificate and its key: unreadable, expired, weak, or not belonging together. */
export function certificateFaults(tls: Files): readonly FieldFault[] {
	const certificate = attempt(() => new X509Certificate(readFileSync(tls.certFile)));
	if (certificate === null) {
		return [{ pointer: "/tls/certFile", detail: "There is no PEM certificate that can be read." }];
	}
	const faults = [...timeFaults(certificate), ...strengthFaults(certificate)].map((detail) => ({
		pointer: "/tls/certFile",
		detail,
	}));
	const key = attempt(() => createPrivateKey(readFileSync(tls.keyFile)));
	if (key === null) faults.push({ pointer: "/tls/keyFile", detail: "There is no PEM private key that can be read." });
	else if (!certificate.checkPrivateKey(key)) {
		faults.push({ pointer: "/tls/keyFile", detail: "This key does not belong to the certificate." });
	}
	return [...faults, ...authorityFaults(tls.clientCertificates?.caFile ?? null)];
}

function authorityFaults(caFile: string | null): readonly FieldFault[] {
	if (caFile === null) return [];
	const authority = attempt(() => new X509Certificate(readFileSync(caFile)));
	if (authority?.ca === true) return [];
	const detail = authority === null ? "There is no PEM certificate that can be read." : "This is no authority's.";
	return [{ pointer: "/tls/clientCertificates/caFile", detail }];
}

function timeFaults(certificate: X509Certificate): string[] {
	const now = Date.now();
	if (Date.parse(certificate.validTo) < now) return [`The certificate ended on ${certificate.validTo}: renew it.`];
	if (Date.parse(certificate.validFrom) > now) return [`The certificate begins on ${certificate.validFrom} only.`];
	return [];
}

function strengthFaults(certificate: X509Certificate): string[] {
	const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
	const faults: string[] = [];
	if (kind === "rsa" || kind === "rsa-pss") {
		const bits = details?.modulusLength ?? 0;
		if (bits < LEAST_RSA_BITS) faults.push(`RSA of ${bits} bits is too weak: use ${LEAST_RSA_BITS} or more, or P-256.`);
	} else if (kind === "ec") {
		const curve = details?.namedCurve ?? "";
		if (!CURVES.has(curve)) faults.push(`The curve ${curve} is not accepted: use P-256, P-384 or P-521.`);
	} else if (kind !== "ed25519") faults.push(`A key of kind ${kind} is not accepted: use RSA or P-256.`);
	const signature = certificate.signatureAlgorithm ?? "";
	if (WEAK_SIGNATURE.test(signature)) faults.push(`The signature ${signature} can be forged: use SHA-256.`);
	return faults;
}

function attempt<T>(make: () => T): T | null {
	try {
		return make();
	} catch {
		return null;
	}
}
