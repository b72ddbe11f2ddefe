/** What the API needs to know of the configuration. Sizes in bytes, rates per minute. */
export interface ApiSettings {
	readonly publicUrl: string;
	/** Addresses of proxies whose X-Forwarded-For is believed. */
	readonly trustProxy: readonly string[];
	/** Serve the API document for people. */
	readonly docs: boolean;
	/** Whether certificates of clients are asked for, and who vouches for them. */
	readonly tls?: { readonly clientCertificates: { readonly caFile: string | null } | null } | null;
	/** Refuse a POST that takes an Idempotency-Key and has none; absent: it may do without. */
	readonly requireIdempotencyKeys?: boolean;
	/** What runs a tenant is answered on a listener of its own only; absent: everywhere. */
	readonly administrationApart?: boolean;
	readonly limits: {
		readonly requestsPerClient: number;
		readonly requestsPerAddress: number;
		/** For one client id. */
		readonly failedLogins: number;
		readonly failedLoginsPerAddress: number;
		readonly bodyBytes: number;
		readonly fileBytes: number;
		readonly importLineBytes: number;
		readonly importBytes: number;
		readonly taskFiles: number;
		readonly taskBytes: number;
		/** Of one application on the ATS wire. */
		readonly syncRecordsPerMinute: number;
		readonly syncRequestsPerDay: number;
	};
}

const SECOND = 1000;

/** How long a client may take. Milliseconds. */
export const TIMEOUTS = {
	/** Header fields are a few hundred bytes: who needs longer than this holds a socket on purpose (slowloris). */
	headers: 10 * SECOND,
	/** How often it is looked for sockets that are beyond their time. Node's own 30 seconds would make the limit above four times as long. */
	check: 2 * SECOND,
	/** Without a byte in either direction. Longer than the slowest parse of a single resume. */
	idle: 90 * SECOND,
	/** From the first byte to the answer, on every route but the bulk ones. */
	request: 60 * SECOND,
	/** A gigabyte over a slow line; the idle limit still ends who stalls. */
	bulk: 3600 * SECOND,
	/** Below the idle time-out of the usual balancers is unsafe: they would reuse a socket that we are just closing. */
	keepAlive: 75 * SECOND,
} as const;

/** A URL with a query of 2,000 characters, each escaped in UTF-8, fits. Bytes. */
export const MAX_URL = 8192;
/** URL and header fields together, as the ATS wire documents it; Node answers 431 beyond. Bytes. */
export const MAX_HEADERS = 28_672;
