import { useState } from "preact/hooks";
import type { SavedSearch } from "../../../domain/desk.ts";
import { api, at, download } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { Icon } from "../../shell/icons.tsx";
import { useKeys } from "../../shell/keyboard.ts";
import { Menu } from "../../shell/menu.tsx";
import { may } from "../../shell/session.ts";
import { shellTexts } from "../../shell/texts/index.ts";
import { toast, toastError } from "../../shell/toasts.tsx";
import { type Asked, savedRequest } from "../asked.ts";
import { newId } from "../desk/bulk.ts";
import { recruiterTexts } from "../texts/index.ts";
import { BlindSwitch } from "./blind-switch.tsx";

interface Props {
	readonly asked: Asked;
	readonly onChange: (asked: Asked) => void;
	readonly isMapOpen: boolean;
	readonly onMap: () => void;
	readonly onMissing: (() => void) | null;
}

/** What is done with a search as a whole: save it, look without seeing who, take the results away. */
export function Tools({ asked, onChange, isMapOpen, onMap, onMissing }: Props) {
	const t = recruiterTexts.value;
	const [saving, setSaving] = useState(false);
	useKeys(t.groups.search, [
		{ key: "s", text: t.saveSearch, run: () => may("desk:write") && void setSaving(true) },
		{ key: "m", text: t.map, run: onMap },
	]);
	return (
		<div class="tools">
			{may("desk:write") && (
				<button type="button" class="plain" onClick={() => setSaving(true)}>
					<Icon name="bookmark" />
					{t.saveSearch}
				</button>
			)}
			<BlindSwitch asked={asked} onChange={onChange} />
			<button type="button" class="plain toggle-on" aria-pressed={isMapOpen} onClick={onMap}>
				<Icon name="map" />
				{t.map}
			</button>
			{onMissing !== null && (
				<button type="button" class="plain" data-act="missing" onClick={onMissing}>
					<Icon name="person" />
					{t.somebodyMissing}
				</button>
			)}
			<Menu button={<Icon name="more" />} label={t.moreTools} isIcon class="plain icon" align="end">
				{(close) => (
					<>
						<label class="check menu-field-check">
							<input
								type="checkbox"
								checked={asked.includeHidden}
								onChange={() => onChange({ ...asked, includeHidden: !asked.includeHidden })}
							/>
							{t.includeHidden}
						</label>
						{may("people:export") && (
							<>
								<button
									type="button"
									class="plain"
									onClick={() => {
										close();
										void takeAway(asked, "csv");
									}}
								>
									<Icon name="download" />
									{t.asCsv}
								</button>
								<button
									type="button"
									class="plain"
									onClick={() => {
										close();
										void takeAway(asked, "json");
									}}
								>
									<Icon name="download" />
									{t.asJson}
								</button>
							</>
						)}
					</>
				)}
			</Menu>
			{saving && <SaveDialog asked={asked} onClose={() => setSaving(false)} />}
		</div>
	);
}

async function takeAway(asked: Asked, format: "csv" | "json"): Promise<void> {
	const body = JSON.stringify({ ...savedRequest(asked), includeHidden: asked.includeHidden, format });
	await download(
		"/v1/people/export",
		{ method: "POST", headers: { "content-type": "application/json" }, body },
		`people.${format}`,
	).catch(toastError);
}

const EVERY = ["", "hour", "day", "week"] as const;

function SaveDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
	const t = recruiterTexts.value;
	const save = async (event: SubmitEvent) => {
		event.preventDefault();
		const fields = new FormData(event.currentTarget as HTMLFormElement);
		const every = String(fields.get("every"));
		const id = newId("s");
		const path = at`/v1/saved-searches/${id}`;
		try {
			await api.put<SavedSearch>(path, {
				name: String(fields.get("name")).trim() || asked.query,
				request: savedRequest(asked),
				alert: { every: every === "" ? null : every },
			});
			toast(t.done.saved, () => api.del(path).then(() => {}));
			onClose();
		} catch (error) {
			toastError(error as Error);
		}
	};
	return (
		<Dialog
			title={t.saveSearch}
			onClose={onClose}
			actions={
				<button type="submit" form="save-search" class="primary">
					{shellTexts.value.save}
				</button>
			}
		>
			<form id="save-search" class="form" onSubmit={save}>
				<label class="field">
					<span>{t.name}</span>
					<input name="name" defaultValue={asked.query.slice(0, 200)} maxLength={200} required autocomplete="off" />
				</label>
				<label class="field">
					<span>{t.alert}</span>
					<select name="every">
						{EVERY.map((every) => (
							<option key={every} value={every}>
								{t.every[every]}
							</option>
						))}
					</select>
				</label>
			</form>
		</Dialog>
	);
}
