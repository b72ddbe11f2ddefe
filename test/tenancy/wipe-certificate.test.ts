import { expect, test } from "vitest";
import type { Store } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { type CertificateStatement, certify, verifyCertificate } from "../../src/tenancy/disposal/certificate.ts";
import { codeOf } from "./rig.ts";
import { approved } from "./wiped-tenant.ts";

test("R21: any change of a certificate is found", async () => {
	const { rig, acme } = await approved();
	const certificate = await rig.tenancy.disposal.run(acme);
	const text = JSON.stringify(certificate);
	let tried = 0;
	for (let at = 0; at < text.length; at += 7) {
		const letter = text[at] === "a" ? "b" : "a";
		if (!/[a-zA-Z0-9]/.test(text[at] as string)) continue;
		const forged = text.slice(0, at) + letter + text.slice(at + 1);
		const verdict = await verifyCertificate(parsed(forged), certificate.fingerprint).catch((error) => error);
		expect(verdict instanceof TributaryError || verdict.ok === false, forged.slice(at - 20, at + 20)).toBe(true);
		tried++;
	}
	expect(tried).toBeGreaterThan(200);
	// The last letter of a signature has bits that mean nothing.
	const respelt = certificate.signature.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
	expect(await codeOf(verifyCertificate({ ...certificate, signature: respelt }))).toBe("invalid-certificate");
});

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

test("R21: every key that was destroyed is named, also one that was to be the next; the log's entry is checked offline; certificates of before stay good", async () => {
	const made = await approved();
	const { rig, acme } = made;
	const platform = rig.raw.get("platform") as Store;
	const [stored] = await platform.read("tenant", { ids: [acme] });
	const record = JSON.parse(stored?.record ?? "");
	record.keys.nextData = { ...record.keys.data, version: 2 };
	await platform.write([{ op: "put", collection: "tenant", id: acme, record: JSON.stringify(record) }]);
	const { certificate } = await rig.tenancy.disposal.run(acme);
	const { keys } = certificate.sanitization;
	expect(keys.map(({ of, version }) => [of, version])).toEqual([
		["data", 1],
		["persons", 1],
		["nextData", 2],
	]);
	expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
	const key = await rig.tenancy.certificateKey();
	const failed = async (changed: CertificateStatement) =>
		(await verifyCertificate(certify(changed, key), key.fingerprint)).checks
			.filter(({ holds }) => !holds)
			.map(({ check }) => check);
	const { inclusion, ...audit } = certificate.audit;
	if (inclusion === undefined) throw new Error("no inclusion");
	const { entry, signedHead } = inclusion;
	const notIn = ["the log has the entry that this wipe was done"];
	expect(await failed(certificate)).toEqual([]);
	expect(await failed({ ...certificate, audit })).toEqual(["the log's entry of the wipe is in it"]);
	for (const forged of [
		{ path: [] },
		{ entry: { ...entry, seq: entry.seq - 1 } },
		{ entry: { ...entry, purpose: "x" } },
	])
		expect(await failed({ ...certificate, audit: { ...audit, inclusion: { ...inclusion, ...forged } } })).toEqual(
			notIn,
		);
	const head = { ...signedHead, head: { ...signedHead.head, at: "2020-01-01T00:00:00.000Z" } };
	expect(await failed({ ...certificate, audit: { ...audit, inclusion: { ...inclusion, signedHead: head } } })).toEqual([
		"the head of the log is the tenant's, and signed by the key that it names",
	]);
	const { of: _, ...one } = keys[0] as (typeof keys)[number];
	const sanitization = { ...certificate.sanitization, keys: [one] };
	expect(await failed({ ...certificate, format: "tributary/wipe-certificate/v1", sanitization, audit })).toEqual([]);
});

test("a certificate that somebody else signed, or with one approver, does not pass", async () => {
	const one = await approved();
	const two = await approved();
	const mine = await one.rig.tenancy.disposal.run(one.acme);
	const theirs = await two.rig.tenancy.disposal.run(two.acme);
	expect((await verifyCertificate(theirs, mine.fingerprint)).ok).toBe(false);
	const alone = { ...mine.certificate, approvals: mine.certificate.approvals.slice(0, 1) };
	expect((await verifyCertificate({ ...mine, certificate: alone })).checks).toContainEqual({
		check: "two different people approved",
		holds: false,
	});
	const swapped = { ...mine.certificate, approvals: theirs.certificate.approvals };
	expect((await verifyCertificate({ ...mine, certificate: swapped })).checks).toContainEqual({
		check: "every approval is of this request",
		holds: false,
	});
});

test("one approver's key in two spellings is not two people's", async () => {
	const { rig, acme } = await approved();
	const mine = await rig.tenancy.disposal.run(acme);
	const [first] = mine.certificate.approvals;
	if (first === undefined) throw new Error("no approval");
	// The last letter of 32 bytes has two bits that mean nothing.
	const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(
		first.publicKey.x.at(-1) ?? "",
	);
	const sign = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last + 1];
	const respelt = { ...first.publicKey, x: first.publicKey.x.slice(0, -1) + sign };
	const approvals = [first, { ...first, publicKey: respelt }];
	expect(await codeOf(verifyCertificate({ ...mine, certificate: { ...mine.certificate, approvals } }))).toBe(
		"invalid-certificate",
	);
});
