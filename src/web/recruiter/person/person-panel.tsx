import { useEffect, useRef } from "preact/hooks";
import type { Hit } from "../../../domain/hit.ts";
import { Icon } from "../../shell/icons.tsx";
import { shellTexts } from "../../shell/texts/index.ts";
import type { Asked } from "../asked.ts";
import type { Source } from "../results/workbench.tsx";
import { recruiterTexts } from "../texts/index.ts";
import { Why } from "./why.tsx";

interface Props {
	readonly person: string;
	/** The person in the list; null where the list has not got that far. */
	readonly hit: Hit | null;
	readonly asked: Asked;
	readonly source: Source;
	readonly onClose: () => void;
}

/** One person beside the list. */
export function PersonPanel({ hit, onClose }: Props) {
	const t = recruiterTexts.value;
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.querySelector(".bench-person")?.scrollTo({ top: 0 });
	}, [hit]);
	return (
		<aside class="bench-person" aria-label={t.personDetails} id="person">
			<header class="person-head">
				<h2 ref={heading} tabindex={-1}>
					{hit?.name ?? t.noName}
				</h2>
				<button type="button" class="plain icon" aria-label={shellTexts.value.close} onClick={onClose}>
					<Icon name="close" />
				</button>
			</header>
			{hit?.explanation != null && <Why explanation={hit.explanation} />}
		</aside>
	);
}
