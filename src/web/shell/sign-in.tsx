import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, call } from "./api.ts";
import { begin, farewell } from "./session.ts";
import { messageOf } from "./states.tsx";
import { shellTexts } from "./texts/index.ts";

/** @throws ApiError when the client is not known or its secret is wrong */
async function signIn(clientId: string, clientSecret: string): Promise<void> {
	const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
	// Without credentials of the browser: with them it would meet the refusal by asking for a name and a password itself.
	const options = { method: "POST", body: new URLSearchParams(form), credentials: "omit" } as const;
	const response = await call("/oauth/v2/accessToken", options);
	begin(((await response.json()) as { access_token: string }).access_token);
}

/** The way in. A secret that was typed is sent once and kept nowhere. */
export function SignIn() {
	const t = shellTexts.value;
	const [error, setError] = useState<Error | null>(null);
	const [busy, setBusy] = useState(false);
	const first = useRef<HTMLInputElement>(null);
	useEffect(() => {
		first.current?.focus();
		document.title = "Tributary";
	}, []);
	const submit = async (event: SubmitEvent) => {
		event.preventDefault();
		const form = event.currentTarget as HTMLFormElement;
		const fields = new FormData(form);
		setBusy(true);
		setError(null);
		try {
			await signIn(String(fields.get("username")).trim(), String(fields.get("password")));
		} catch (failure) {
			setError(failure as Error);
			setBusy(false);
		}
	};
	const told = error === null ? (farewell.value === "expired" ? t.signedOut : null) : told401(error);
	return (
		<main class="signin" id="signin">
			<form class="panel" onSubmit={submit} autocomplete="on">
				<h1 class="brand">
					<img src="/icon.svg" alt="" width="36" height="36" />
					<span>Tributary</span>
				</h1>
				<p class="muted">{t.signinIntro}</p>
				<label for="client-id">{t.clientId}</label>
				<input
					ref={first}
					id="client-id"
					name="username"
					autocomplete="username"
					autocapitalize="off"
					spellcheck={false}
					required
				/>
				<label for="client-secret">{t.clientSecret}</label>
				<input id="client-secret" name="password" type="password" autocomplete="current-password" required />
				{told !== null && (
					<p class="notice error" id="signin-error" role="alert">
						{told}
					</p>
				)}
				<button class="primary" type="submit" disabled={busy}>
					{t.signIn}
				</button>
			</form>
		</main>
	);
}

const told401 = (error: Error): string =>
	error instanceof ApiError && error.status === 401 ? shellTexts.value.refused : messageOf(error);
