import * as z from "zod";
import { DEFAULT_PROFILE } from "../domain/ranking-profile.ts";

/** What can be set, its unit, its default and why. Every key is known; anything else is a fault. */

const path = z.string().min(1).max(4096);
const perMinute = z.int().min(1).max(1_000_000);
const MEGABYTE = 1024 * 1024;

const argv = z.array(z.string().min(1)).min(1).max(50);
/** PKCS#11 gives a token's 32 bytes. */
const label = z.string().min(1).max(32);

const MasterKey = z.union([
	z.strictObject({ file: path }),
	/** Program and arguments; it prints the key on its standard output. Run without a shell. */
	z.strictObject({ command: argv }),
	/** Program and arguments that wrap and unwrap keys by one that is held elsewhere, and what that key is called. */
	z.strictObject({
		program: argv,
		name: z.string().regex(/^[A-Za-z0-9._/-]{1,100}$/, "Use up to 100 letters, digits and . _ / -"),
		rootFile: path,
	}),
	/** An AES key on a PKCS#11 token: library, labels of token and key, file with the PIN. */
	z.strictObject({ pkcs11: z.strictObject({ module: path, token: label, key: label, pinFile: path }), rootFile: path }),
]);

const Listen = z.strictObject({
	host: z.string().min(1).max(253).default("127.0.0.1"),
	/** 0 takes any free port. */
	port: z.int().min(0).max(65_535).default(8080),
});

const AdministrationListen = Listen.extend({ port: Listen.shape.port.unwrap().default(8081) });

const Tls = z.strictObject({
	/** PEM: the certificate and its chain. */
	certFile: path,
	keyFile: path,
	minVersion: z.enum(["TLSv1.2", "TLSv1.3"], "TLS below 1.2 is broken: use TLSv1.2 or TLSv1.3.").default("TLSv1.2"),
	/** Ask clients for certificates, so that they can sign in by them and have their tokens bound to them (RFC 8705); null: do not. */
	clientCertificates: z
		.strictObject({
			/** PEM of the authorities whose word counts for names in certificates; null: only certificates that are registered themselves. */
			caFile: path.nullable().default(null),
		})
		.nullable()
		.default(null),
});

const AuditSink = z.union([
	/** A file for each process and tenant, which is only appended to. */
	z.strictObject({ folder: path }),
	/** Program and arguments that keep what they read; run without a shell. */
	z.strictObject({ program: argv }),
]);

const Parser = z.strictObject({
	/** Processes that read files at the same time. */
	workers: z.int().min(1).max(64).default(2),
	/** A resume that takes longer is refused as file-too-complex. */
	timeoutSeconds: z.number().min(1).max(600).default(8),
	/** Resident memory of one of these processes, MiB. */
	memoryMegabytes: z.int().min(128).max(8192).default(512),
	/** Serve also where nothing but Node's own guards keeps these processes off the network. */
	allowWithoutNamespace: z.boolean().default(false),
	ocr: z
		.strictObject({
			/** Recognises the text of images and scanned pages. Takes seconds a page; off, such files are refused. */
			enabled: z.boolean().default(false),
			/** Languages as Tesseract names them; each is a package @tesseract.js-data/NAME that must be installed. */
			languages: z
				.array(z.string().regex(/^[a-z]{3}(?:_[a-z]+)*$/, "Use a name of three letters, as eng, deu or chi_sim."))
				.min(1)
				.max(5)
				.default(["eng"]),
		})
		.prefault({}),
});

const Limits = z.strictObject({
	/** A client that uploads 20 files a second or searches as a team of 60 people types stays below it. */
	requestsPerClient: perMinute.default(1200),
	/** Before anybody is known: wide enough for an office behind one address. */
	requestsPerAddress: perMinute.default(3000),
	/** Wrong secrets for one client id. */
	failedLogins: perMinute.default(10),
	/** Wrong secrets from one address. Beyond it even the right secret is refused, so it is wide enough for an office behind a proxy. */
	failedLoginsPerAddress: perMinute.default(100),
	/** JSON bodies. The largest is a query of 100,000 characters, escaped. */
	bodyBytes: z
		.int()
		.min(1024)
		.max(64 * MEGABYTE)
		.default(MEGABYTE),
	/** One resume. */
	fileBytes: z
		.int()
		.min(1024)
		.max(10 * MEGABYTE)
		.default(10 * MEGABYTE),
	/** One line of an import: a person with all notes and applications. */
	importLineBytes: z
		.int()
		.min(1024)
		.max(64 * MEGABYTE)
		.default(2 * MEGABYTE),
	/** One import request. */
	importBytes: z
		.int()
		.min(1024)
		.default(1024 * MEGABYTE),
	/** Files of one bulk upload, and all their bytes. */
	taskFiles: z.int().min(1).max(1000).default(1000),
	taskBytes: z
		.int()
		.min(1024)
		.default(2048 * MEGABYTE),
	/** Records an ATS may send a minute. The vendor whose wire it is takes 10,000; a first load need not last for hours. */
	syncRecordsPerMinute: z.int().min(100).default(200_000),
	/** Requests of an ATS a day (UTC). The vendor takes 100,000; of notes and stages there is one for each application. */
	syncRequestsPerDay: z.int().min(100).default(5_000_000),
	/** Rows of search results that one person or client may export a day (UTC): enough for a mailing, too few to carry a tenant's people off. */
	exportRowsPerDay: z.int().min(1).max(1_000_000).default(2000),
});

/** Where tenants live. */
const Engine = z.union([
	/** Encrypted files below dataDir; no server. */
	z.literal("embedded"),
	/** A cluster of Elasticsearch 9. */
	z.strictObject({
		elasticsearch: z.strictObject({
			nodes: z
				.array(z.url({ protocol: /^https?$/, error: "Use an absolute https URL." }))
				.min(1)
				.max(100),
			/** PEM of the authority that signed the nodes' certificates; when absent, those that the system trusts. */
			caFile: path.optional(),
			/** An account that may make indices below the prefix and API keys. Its secret lies in a file. */
			account: z.union([
				z.strictObject({ apiKeyFile: path }),
				z.strictObject({ username: z.string().min(1).max(500), passwordFile: path }),
			]),
			/** What all names on the cluster begin with: several installations can share one. */
			prefix: z
				.string()
				.regex(/^[a-z][a-z0-9-]{0,39}$/, "Use up to 40 characters a-z, 0-9 and -, beginning with a letter.")
				.default("tributary"),
			/** How long a start waits for the cluster. */
			startSeconds: z.int().min(0).max(3600).default(60),
		}),
	}),
]);

const Search = z.strictObject({
	/** Threads that search; each keeps its own cache. */
	threads: z.int().min(1).max(64).default(2),
});

const Metrics = z.strictObject({
	host: z.string().min(1).max(253).default("127.0.0.1"),
	/** 0 takes any free port. */
	port: z.int().min(0).max(65_535).default(9464),
	/** File with a bearer token that whoever reads them has to show; needed where the host is reachable from outside. */
	tokenFile: path.optional(),
});

const Traces = z.strictObject({
	/** Of the collector, path included: http://127.0.0.1:4318/v1/traces. */
	url: z.url({ protocol: /^https?$/, error: "Use an absolute http or https URL." }),
	/** File with a bearer token for it; none when absent. */
	tokenFile: path.optional(),
	/** Part of the requests that is sent. */
	ratio: z.number().min(0).max(1).default(0.1),
});

const Outbound = z.strictObject({
	/** Send webhooks over plain http and to this machine: for a demo whose receiver runs beside it. */
	allowLoopback: z.boolean().default(false),
});

const language = z.string().regex(/^[a-z]{2}$/, "Use the two-letter code of a language, as en.");

/** A search waits so long for the model and no longer, milliseconds. */
const patience = z.int().min(10).max(10_000).default(500);

/** Tell the model also of people's titles and skills, so that the order can look at how near they are to a query in meaning. */
const people = z.boolean().default(false);

const Embeddings = z.union([
	/** A service that speaks the embeddings format of OpenAI. */
	z.strictObject({
		url: z.url({ protocol: /^https?$/, error: "Use an absolute http or https URL." }),
		model: z.string().min(1).max(200),
		/** File with the key that is sent as a bearer token; none when absent. */
		keyFile: path.optional(),
		languages: z.array(language).min(1).max(200),
		dimension: z.int().min(2).max(4096),
		/** Plain http and any port, to this machine only. */
		allowLoopback: z.boolean().default(false),
		/** Addresses of private networks, over https. */
		allowPrivate: z.boolean().default(false),
		patience,
		leastSimilarity: z.number().min(0).max(1).default(0.6),
		people,
	}),
	/** A folder with an ONNX model as the package @huggingface/transformers reads it. */
	z.strictObject({
		folder: path,
		languages: z.array(language).min(1).max(200),
		dimension: z.int().min(2).max(4096),
		patience,
		leastSimilarity: z.number().min(0).max(1).default(0.6),
		people,
	}),
]);

const isAddress = (text: string) =>
	[z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()].some((form) => form.safeParse(text).success);
const address = z
	.string()
	.max(100)
	.refine(isAddress, "Use the address or CIDR block of a proxy of your own, such as 10.0.0.5 or 10.0.0.0/24.");

export const ConfigSchema = z.strictObject({
	/** Stores of all tenants. Nobody but the service may enter it. */
	dataDir: path,
	listen: Listen.prefault({}),
	/** Another address, at which alone a tenant is run: accounts, clients, keys, integrations, webhooks, the log, return and wipe. null: at the one above. */
	administrationListen: AdministrationListen.nullable().default(null),
	/** Where clients reach the service: issuer and audience of its access tokens. null: the address it listens on. */
	publicUrl: z
		.url({ protocol: /^https?$/, error: "Use an absolute http or https URL." })
		.nullable()
		.default(null),
	tls: Tls.nullable().default(null),
	/** Proxies whose X-Forwarded-For is believed. A number or true would let any caller choose his address. */
	trustProxy: z
		.array(address, "Use a list of addresses: true or a number would let any caller choose his own address.")
		.max(100)
		.default([]),
	masterKey: MasterKey,
	/** Master keys of before, or to come: they open what they wrapped, and wrap nothing. Needed while the master key changes. */
	otherMasterKeys: z.array(MasterKey).max(10).default([]),
	/** Folder in which it is kept how new each store is, so that an older state of it is refused; null: beside dataDir. */
	anchor: path.nullable().default(null),
	/** Program and arguments that keep the same beside it, where nobody who writes to our disks gets: a counter, a store that locks; null: none. */
	anchorProgram: argv.nullable().default(null),
	/** Where every entry of an audit log goes as well, before anything is answered; null: nowhere. */
	auditSink: AuditSink.nullable().default(null),
	parser: Parser.prefault({}),
	limits: Limits.prefault({}),
	engine: Engine.default("embedded"),
	/** Another kind of engine that tenants may be moved to, one by one: tributary engine move. null: none. */
	otherEngine: Engine.nullable().default(null),
	search: Search.prefault({}),
	/** Numbers of this process for Prometheus, at /metrics on a listener of their own; null: none. */
	metrics: Metrics.nullable().default(null),
	/** Traces of requests, sent by OTLP over HTTP; null: none. */
	traces: Traces.nullable().default(null),
	outbound: Outbound.prefault({}),
	/**
	 * Who opens a tenant's data on the command line. `granted`: a named operator with a grant for that tenant; `open`: whoever may run it.
	 * null: granted with a configuration file, open where the data folder is named.
	 */
	operatorAccess: z.enum(["open", "granted"]).nullable().default(null),
	/**
	 * Hours after which the word of an approver counts who was registered when there were tenants already: so long everybody can see him in the
	 * logs. null: 24 where access is granted, else 0.
	 */
	approverWaitHours: z.int().min(0).max(720).nullable().default(null),
	/** A model that knows which titles and skills mean nearly the same; null: none. */
	embeddings: Embeddings.nullable().default(null),
	/** Ranking profile of searches that name none. */
	profile: z
		.string()
		.regex(/^[a-z0-9-]+\.v\d+$/, "Use the name of a file under ranking/profiles without .json, as default.v4.")
		.default(DEFAULT_PROFILE),
	/** Folder with the vocabulary of skills and titles, in the format of ranking/vocabulary; null: the one that is shipped. */
	vocabulary: path.nullable().default(null),
	log: z.strictObject({ level: z.enum(["silent", "error", "warn", "info", "debug"]).default("info") }).prefault({}),
	/** The API document for people at /v1/docs. */
	docs: z.boolean().default(true),
	/** Refuse a POST that takes an Idempotency-Key and comes without one. */
	requireIdempotencyKeys: z.boolean().default(false),
});

export type ConfigInput = z.input<typeof ConfigSchema>;

type Frozen<T> = T extends readonly (infer E)[]
	? readonly Frozen<E>[]
	: T extends object
		? { readonly [K in keyof T]: Frozen<T[K]> }
		: T;

/** Settings after all defaults; frozen through and through. */
export type Config = Frozen<
	Omit<z.output<typeof ConfigSchema>, "publicUrl" | "operatorAccess" | "approverWaitHours"> & {
		publicUrl: string;
		operatorAccess: "open" | "granted";
		approverWaitHours: number;
	}
>;

/** What could be read of a configuration that may be faulty. */
export type Settings = Partial<Frozen<z.output<typeof ConfigSchema>>>;

/** Environment variables that override a setting. None of them is a secret: secrets never come from the environment. */
export const ENVIRONMENT = {
	TRIBUTARY_DATA_DIR: ["dataDir"],
	TRIBUTARY_HOST: ["listen", "host"],
	TRIBUTARY_PORT: ["listen", "port"],
	TRIBUTARY_PUBLIC_URL: ["publicUrl"],
	TRIBUTARY_PROFILE: ["profile"],
	TRIBUTARY_LOG_LEVEL: ["log", "level"],
} as const satisfies Record<string, readonly [string] | readonly [string, string]>;
