import { neighbourOf } from "../../shell/focus.ts";
import { Icon } from "../../shell/icons.tsx";
import { may } from "../../shell/session.ts";
import { type ChangeShown, doWith, type Person, untag } from "../desk/bulk.ts";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	readonly person: Person;
	readonly tags: readonly string[];
	/** Those of the ATS are taken away there. */
	readonly ofAts: readonly string[];
	/** The list does not tell who it is: its tags may be covered. */
	readonly blind: boolean;
	readonly change: ChangeShown;
}

/** The tags of the person who is open, each of one's own with a way to take it away. */
export function PersonTags({ person, tags, ofAts, blind, change }: Props) {
	const t = recruiterTexts.value;
	if (tags.length === 0) return null;
	const isFixed = (word: string) => blind || ofAts.includes(word) || !may("desk:write");
	return (
		<ul class="chips person-tags" aria-label={t.tagsOn}>
			{tags.map((word) => (
				<li key={word}>
					{isFixed(word) ? (
						<span class="badge">#{word}</span>
					) : (
						<button
							type="button"
							class="chip"
							aria-label={t.removeTag(word)}
							title={t.removeTag(word)}
							onClick={({ currentTarget }) => {
								neighbourOf(currentTarget, () => document.querySelector("#person .person-actions button"))?.focus();
								void doWith([person], untag(word), change);
							}}
						>
							<span class="chip-text">#{word}</span>
							<Icon name="close" />
						</button>
					)}
				</li>
			))}
		</ul>
	);
}
