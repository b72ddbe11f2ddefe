import { type Dict, type Evaluator, isDict, nameOf, refOf } from "./pdfjs-objects.ts";

/** Which optional content (ISO 32000-1, 8.11) a reader opens without: layers that are off. */
export class Layers {
	readonly #off = new Set<string>();
	readonly #allOff: boolean;
	readonly #on = new Set<string>();

	constructor({ xref }: Evaluator) {
		const properties = xref.root?.get("OCProperties");
		const config = isDict(properties) ? properties.get("D") : null;
		this.#allOff = isDict(config) && nameOf(config.get("BaseState")) === "OFF";
		if (!isDict(config)) return;
		for (const [list, set] of [
			["OFF", this.#off],
			["ON", this.#on],
		] as const) {
			const groups = config.get(list);
			for (const group of Array.isArray(groups) ? groups : []) set.add(refOf(group) ?? "");
		}
	}

	/** @param raw a group or a membership of groups, by reference where the file refers to it */
	isOff(raw: unknown, { xref }: Evaluator): boolean {
		const dict = xref.fetchIfRef(raw);
		if (!isDict(dict)) return false;
		return nameOf(dict.get("Type")) === "OCMD" ? this.#isMembershipOff(dict) : this.#isGroupOff(raw);
	}

	#isGroupOff(raw: unknown): boolean {
		const ref = refOf(raw);
		return ref !== null && (this.#off.has(ref) || (this.#allOff && !this.#on.has(ref)));
	}

	/** 8.11.2.2; what an expression (`VE`) says is not worked out: such content counts as shown. */
	#isMembershipOff(dict: Dict): boolean {
		const raw = dict.getRaw("OCGs");
		const groups = Array.isArray(raw) ? raw : raw == null ? [] : [raw];
		if (groups.length === 0 || dict.get("VE") !== undefined) return false;
		const off = groups.map((group) => this.#isGroupOff(group));
		switch (nameOf(dict.get("P"))) {
			case "AllOn":
				return off.some((isOff) => isOff);
			case "AnyOff":
				return !off.some((isOff) => isOff);
			case "AllOff":
				return !off.every((isOff) => isOff);
			default:
				return off.every((isOff) => isOff);
		}
	}
}
