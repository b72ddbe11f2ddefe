import { useState } from "preact/hooks";
import { api } from "../../shell/api.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { act } from "../act.ts";
import { adminTexts } from "../texts/index.ts";

/** A person who is to sign in, with what he may do from the beginning. */
export function Invite({ onClose }: { onClose: () => void }) {
	const t = adminTexts.value.accounts;
	const [name, setName] = useState("");
	const [email, setEmail] = useState("");
	const [roles, setRoles] = useState<readonly string[]>([]);
	const send = async (event: Event) => {
		event.preventDefault();
		if (await act(() => api.post("/v1/accounts", { name, email, roles }), t.invited)) onClose();
	};
	const turn = (role: string, on: boolean) => setRoles(on ? [...roles, role] : roles.filter((other) => other !== role));
	return (
		<Dialog title={t.invite} onClose={onClose}>
			<form class="form" onSubmit={send}>
				<label class="field">
					{t.name}
					<input value={name} required maxLength={200} onInput={(event) => setName(event.currentTarget.value)} />
				</label>
				<label class="field">
					{t.email}
					<input type="email" value={email} required onInput={(event) => setEmail(event.currentTarget.value)} />
				</label>
				<fieldset>
					<legend>{t.roles}</legend>
					<div class="checks">
						{Object.entries(t.roleNames).map(([role, text]) => (
							<label key={role} class="check">
								<input
									type="checkbox"
									checked={roles.includes(role)}
									onChange={(event) => turn(role, event.currentTarget.checked)}
								/>
								{text}
							</label>
						))}
					</div>
				</fieldset>
				<div class="actions">
					<button type="submit" class="primary">
						{t.invite}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
