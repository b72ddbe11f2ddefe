/** A resume as text in order, before a layout places it on paper: what the renderers share. */

export interface ContactItem {
	readonly kind: "email" | "phone" | "address" | "web" | "birth";
	readonly label: string;
	readonly text: string;
}

export interface EntryBlock {
	readonly kind: "entry";
	/** Head lines; the first is the strong one. */
	readonly lines: readonly string[];
	/** Dates that the layout places beside the first line or in a column of their own. */
	readonly dates?: string;
	readonly paragraph?: string;
	readonly bullets: readonly string[];
}

export type Block =
	| EntryBlock
	| { readonly kind: "paragraph"; readonly text: string }
	| { readonly kind: "list"; readonly items: readonly string[] };

export type SectionKind =
	| "summary"
	| "work"
	| "education"
	| "skills"
	| "languages"
	| "certificates"
	| "interests"
	| "references";

export interface Section {
	readonly kind: SectionKind;
	readonly heading: string;
	readonly blocks: readonly Block[];
}

export interface ResumeDocument {
	readonly language: string;
	readonly documentTitle?: string;
	readonly name: string;
	readonly label?: string;
	readonly contact: readonly ContactItem[];
	/** Heading for a contact block, for layouts that have one. */
	readonly contactHeading: string;
	/** "Page {page}" in the resume's language. */
	readonly pageLabel: string;
	readonly labels: boolean;
	readonly sections: readonly Section[];
}
