import { toast } from "../shell/toasts.tsx";
import { adminTexts } from "./texts/index.ts";

/** A value to be taken along, with a button that copies it. */
export function Copyable({ label, value }: { label: string; value: string }) {
	const t = adminTexts.value;
	const copy = () => void navigator.clipboard.writeText(value).then(() => toast(t.copied));
	return (
		<div class="copyable">
			<span class="small muted">{label}</span>
			<code>{value}</code>
			<button type="button" aria-label={`${t.copy}: ${label}`} onClick={copy}>
				{t.copy}
			</button>
		</div>
	);
}
