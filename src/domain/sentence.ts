import * as z from "zod";

/**
 * A sentence for a reader, as a catalogue of texts knows it: its English template with places for values, which is its name in every catalogue (as
 * with gettext), and the values. English is what it says where a catalogue has it not.
 */
export const Sentence = z.strictObject({
	/** `Nobody here has {0}.` */
	id: z.string(),
	values: z.array(z.union([z.string(), z.number()])),
});
export type Sentence = z.output<typeof Sentence>;

/** Words as somebody wrote them, or what a reader is told. */
export type Label = string | Sentence;

/** say`Nobody here has ${word}.` A template stands in the source as it is, so that a test finds all of them. */
export const say = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): Sentence => ({
	id: parts.reduce((id, part, index) => `${id}{${index - 1}}${part}`),
	values: [...values],
});

export const english = (sentences: readonly Sentence[]): string =>
	sentences.map(({ id, values }) => id.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)]))).join(" ");

export const englishLabel = (label: Label): string => (typeof label === "string" ? label : english([label]));

/** With a full stop, unless what it ends with has one of its own: "at Ferrum Ltd." */
export const ended = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);
