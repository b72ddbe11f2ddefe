import { api } from "../shell/api.ts";
import { Icon } from "../shell/icons.tsx";
import { useResource } from "../shell/resource.ts";
import { messageOf, Partial } from "../shell/states.tsx";
import type { ProfileSummary } from "./model.ts";
import { rankingTexts } from "./texts/index.ts";

const MOST = 4;

/** Rankings in the order that they are compared in. @param bm25 whether plain BM25 can be one of them */
export function SystemsPicker({
	value,
	onChange,
	bm25,
}: {
	value: readonly string[];
	onChange: (value: readonly string[]) => void;
	bm25: boolean;
}) {
	const t = rankingTexts.value.runs;
	const profiles = useResource("profiles", () => api.get<{ items: ProfileSummary[] }>("/v1/ranking/profiles"));
	const names = [...(bm25 ? ["bm25"] : []), ...(profiles.value?.items ?? []).map(({ id }) => id)];
	const open = names.filter((name) => !value.includes(name));
	return (
		<fieldset class="field systems">
			<legend>{t.systems}</legend>
			{profiles.error !== null && <Partial onRetry={profiles.reload}>{messageOf(profiles.error)}</Partial>}
			<ol class="chosen">
				{value.map((name) => (
					<li key={name}>
						<code>{name}</code>
						<button
							type="button"
							class="plain icon"
							aria-label={t.leaveOut(name)}
							onClick={() => onChange(value.filter((one) => one !== name))}
						>
							<Icon name="close" />
						</button>
					</li>
				))}
			</ol>
			{value.length < MOST && open.length > 0 && (
				<select
					aria-label={t.add}
					value=""
					onChange={(event) => {
						const { value: chosen } = event.currentTarget;
						if (chosen !== "") onChange([...value, chosen]);
					}}
				>
					<option value="">{t.add}</option>
					{open.map((name) => (
						<option key={name} value={name}>
							{name}
						</option>
					))}
				</select>
			)}
		</fieldset>
	);
}
