import { setTimeout as pause } from "node:timers/promises";
import koffi from "koffi";

/** The little of PKCS#11 2.40 that wrapping keys takes. Runs in a process of its own, see main.ts. */
export interface Token {
	/** @throws Error where a key of this label is there already, so that none is made twice */
	generateKey(label: string): void;
	encrypt(label: string, nonce: Uint8Array, data: Uint8Array): Buffer;
	/** @throws Error where the data were not encrypted by this key, or were changed */
	decrypt(label: string, nonce: Uint8Array, data: Uint8Array): Buffer;
	close(): void;
}

/** Numbers of the standard (pkcs11t.h). */
const CK = {
	serialSession: 0x4n,
	readWrite: 0x2n,
	user: 1n,
	objectClass: 0x00n,
	token: 0x01n,
	private: 0x02n,
	label: 0x03n,
	keyType: 0x100n,
	sensitive: 0x103n,
	encrypt: 0x104n,
	decrypt: 0x105n,
	valueLength: 0x161n,
	extractable: 0x162n,
	secretKey: 4n,
	aes: 0x1fn,
	aesKeyGen: 0x1080n,
	aesGcm: 0x1087n,
} as const;

const KEY_BYTES = 32n;
const TAG_BYTES = 16;
/** Of CK_TOKEN_INFO, which begins with the label: 32 bytes padded with blanks. */
const TOKEN_INFO_BYTES = 256;
const LABEL_BYTES = 32;
const MOST_SLOTS = 256;
/**
 * How often a token is looked for before it is said that there is none: SoftHSM2 writes the token's file at each login, and misses a token whose
 * file another process is writing in that moment.
 */
const LOOKS = 10;
/** At random up to this long between two looks, milliseconds. */
const PAUSE = 100;

const Attribute = koffi.struct("CK_ATTRIBUTE", { type: "ulong", value: "void *", length: "ulong" });
const Mechanism = koffi.struct("CK_MECHANISM", { mechanism: "ulong", parameter: "void *", length: "ulong" });
const GcmParameters = koffi.struct("CK_GCM_PARAMS", {
	iv: "void *",
	ivLength: "ulong",
	ivBits: "ulong",
	additional: "void *",
	additionalLength: "ulong",
	tagBits: "ulong",
});

interface Field {
	readonly type: bigint;
	readonly value: Buffer;
}

const number = (type: bigint, value: bigint): Field => {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(value);
	return { type, value: bytes };
};
const flag = (type: bigint, value: boolean): Field => ({ type, value: Buffer.from([value ? 1 : 0]) });
const text = (type: bigint, value: string): Field => ({ type, value: Buffer.from(value, "utf8") });

export async function openToken(options: {
	readonly module: string;
	readonly label: string;
	readonly pin: Buffer;
}): Promise<Token> {
	const library = koffi.load(options.module);
	const call = (name: string, signature: string) => {
		const run = library.func(`ulong ${name}(${signature})`);
		return (...given: unknown[]): void => {
			const code = Number(run(...given));
			if (code !== 0) throw new Error(`${name} failed with 0x${code.toString(16)}`);
		};
	};
	const initialize = call("C_Initialize", "void *");
	const slotList = call("C_GetSlotList", "uchar, void *, void *");
	const tokenInfo = call("C_GetTokenInfo", "ulong, void *");
	const openSession = call("C_OpenSession", "ulong, ulong, void *, void *, void *");
	const login = call("C_Login", "ulong, ulong, void *, ulong");
	const findInit = call("C_FindObjectsInit", "ulong, CK_ATTRIBUTE *, ulong");
	const find = call("C_FindObjects", "ulong, void *, ulong, void *");
	const findFinal = call("C_FindObjectsFinal", "ulong");
	const generate = call("C_GenerateKey", "ulong, CK_MECHANISM *, CK_ATTRIBUTE *, ulong, void *");
	const finalize = call("C_Finalize", "void *");
	const runs = {
		encrypt: { init: call("C_EncryptInit", "ulong, CK_MECHANISM *, ulong"), run: call("C_Encrypt", RUN) },
		decrypt: { init: call("C_DecryptInit", "ulong, CK_MECHANISM *, ulong"), run: call("C_Decrypt", RUN) },
	};

	initialize(null);
	const session = signIn(await slotOf(options.label));
	return {
		generateKey: (label) => {
			if (keyOf(label) !== null) throw new Error(`A key ${label} is on the token already.`);
			const template = attributes([
				number(CK.objectClass, CK.secretKey),
				number(CK.keyType, CK.aes),
				number(CK.valueLength, KEY_BYTES),
				text(CK.label, label),
				...[CK.token, CK.private, CK.sensitive, CK.encrypt, CK.decrypt].map((type) => flag(type, true)),
				flag(CK.extractable, false),
			]);
			const mechanism = { mechanism: CK.aesKeyGen, parameter: null, length: 0 };
			generate(session, mechanism, template, template.length, Buffer.alloc(8));
		},
		encrypt: (label, nonce, data) => crypt("encrypt", label, nonce, data),
		decrypt: (label, nonce, data) => crypt("decrypt", label, nonce, data),
		close: () => finalize(null),
	};

	function signIn(slot: bigint): bigint {
		const handle = Buffer.alloc(8);
		openSession(slot, CK.serialSession | CK.readWrite, null, null, handle);
		const opened = handle.readBigUInt64LE();
		login(opened, CK.user, options.pin, options.pin.length);
		options.pin.fill(0);
		return opened;
	}

	async function slotOf(label: string): Promise<bigint> {
		for (let look = 1; ; look++) {
			const found = listedSlot(label);
			if (found !== null) return found;
			if (look === LOOKS) throw new Error(`There is no token ${label}.`);
			// A module lists its tokens as they are when it begins.
			finalize(null);
			await pause(Math.random() * PAUSE);
			initialize(null);
		}
	}

	function listedSlot(label: string): bigint | null {
		const slots = Buffer.alloc(8 * MOST_SLOTS);
		const count = Buffer.alloc(8);
		count.writeBigUInt64LE(BigInt(MOST_SLOTS));
		slotList(1, slots, count);
		for (let place = 0n; place < count.readBigUInt64LE(); place++) {
			const slot = slots.readBigUInt64LE(Number(place) * 8);
			const info = Buffer.alloc(TOKEN_INFO_BYTES);
			tokenInfo(slot, info);
			if (info.toString("utf8", 0, LABEL_BYTES).trimEnd() === label) return slot;
		}
		return null;
	}

	function keyOf(label: string): bigint | null {
		const template = attributes([number(CK.objectClass, CK.secretKey), text(CK.label, label)]);
		const [found, count] = [Buffer.alloc(8), Buffer.alloc(8)];
		findInit(session, template, template.length);
		find(session, found, 1, count);
		findFinal(session);
		return count.readBigUInt64LE() === 0n ? null : found.readBigUInt64LE();
	}

	function crypt(kind: "encrypt" | "decrypt", label: string, nonce: Uint8Array, data: Uint8Array): Buffer {
		const key = keyOf(label);
		if (key === null) throw new Error(`There is no key ${label} on the token.`);
		const iv = Buffer.from(nonce);
		const parameters = koffi.alloc(GcmParameters, 1);
		koffi.encode(parameters, GcmParameters, {
			iv,
			ivLength: iv.length,
			ivBits: iv.length * 8,
			additional: null,
			additionalLength: 0,
			tagBits: TAG_BYTES * 8,
		});
		const length = koffi.sizeof(GcmParameters);
		runs[kind].init(session, { mechanism: CK.aesGcm, parameter: parameters, length }, key);
		const output = Buffer.alloc(data.length + TAG_BYTES);
		const written = Buffer.alloc(8);
		written.writeBigUInt64LE(BigInt(output.length));
		runs[kind].run(session, Buffer.from(data), data.length, output, written);
		return output.subarray(0, Number(written.readBigUInt64LE()));
	}
}

const RUN = "ulong, void *, ulong, void *, void *";

const attributes = (fields: readonly Field[]) =>
	fields.map(({ type, value }) => ({ type, value, length: value.length }));

// Named in the signatures above.
void [Attribute, Mechanism];
