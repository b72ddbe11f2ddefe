/** What was sent, what became of it, and what is not as the simulator believes. */

export interface Row {
	/** As `sync candidate`. */
	readonly name: string;
	/** Records that were acknowledged. */
	accepted: number;
	/** Records that were refused, wanted or not. */
	refused: number;
	requests: number;
	seconds: number;
}

export interface Tally {
	readonly row: (name: string) => Row;
	/** A refusal that was not wanted is a fault, too. */
	readonly refuse: (message: string, wanted: boolean, id?: string) => void;
	readonly fault: (text: string) => void;
	readonly checked: (records: number) => void;
	readonly summary: () => Summary;
}

export interface Summary {
	readonly rows: readonly (Row & { readonly perSecond: number })[];
	/** Records read back and compared. */
	readonly checked: number;
	readonly wantedRefusals: Readonly<Record<string, number>>;
	readonly refusals: Readonly<Record<string, number>>;
	/** How often something was not as believed. */
	readonly mismatches: number;
	/** The first of them. */
	readonly faults: readonly string[];
}

/** Faults that are printed; a server that is wrong is wrong for everybody. */
const FAULTS_SHOWN = 25;
const LONGEST = 400;

export function createTally(): Tally {
	const rows = new Map<string, Row>();
	const refusals = { wanted: new Map<string, number>(), unwanted: new Map<string, number>() };
	const faults: string[] = [];
	let mismatches = 0;
	let checked = 0;
	const fault = (text: string) => {
		mismatches++;
		if (faults.length < FAULTS_SHOWN) faults.push(text.slice(0, LONGEST));
	};
	return {
		row: (name) => {
			const row = rows.get(name) ?? { name, accepted: 0, refused: 0, requests: 0, seconds: 0 };
			rows.set(name, row);
			return row;
		},
		refuse: (message, wanted, id = "") => {
			const counts = wanted ? refusals.wanted : refusals.unwanted;
			const text = withoutIds(message);
			const before = counts.get(text) ?? 0;
			counts.set(text, before + 1);
			// One example of each; the counts tell the rest.
			if (!wanted && before > 0) mismatches++;
			if (!wanted && before === 0) fault(`refused ${id}: ${message}`);
		},
		fault,
		checked: (records) => {
			checked += records;
		},
		summary: () => ({
			rows: [...rows.values()].map((row) => ({ ...row, ...rounded(row) })),
			checked,
			wantedRefusals: Object.fromEntries(refusals.wanted),
			refusals: Object.fromEntries(refusals.unwanted),
			mismatches,
			faults,
		}),
	};
}

function rounded({ accepted, refused, seconds }: Row) {
	const perSecond = seconds === 0 ? 0 : Math.round((accepted + refused) / seconds);
	return { seconds: Number(seconds.toFixed(3)), perSecond };
}

/** Refusals of the same kind are counted together, whichever record they speak of. */
const withoutIds = (message: string) =>
	message
		.replaceAll(/\b[ACJR]-\d{4,}[\w-]*/g, "ID")
		.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
		.slice(0, LONGEST);
