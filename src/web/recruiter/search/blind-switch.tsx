import { Icon } from "../../shell/icons.tsx";
import { useKeys } from "../../shell/keyboard.ts";
import type { Asked } from "../asked.ts";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
}

/** Looking without seeing who, of whatever list. */
export function BlindSwitch({ asked, onChange }: Props) {
	const t = recruiterTexts.value;
	const blind = () => onChange({ ...asked, blind: !asked.blind });
	useKeys(t.groups.search, [{ key: "b", text: t.blind, run: blind }]);
	return (
		<button type="button" class="plain toggle-on" aria-pressed={asked.blind} title={t.blindHint} onClick={blind}>
			<Icon name={asked.blind ? "eye" : "hide"} />
			{t.blind}
		</button>
	);
}
