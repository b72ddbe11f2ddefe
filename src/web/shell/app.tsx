import { useEffect } from "preact/hooks";
import { Announcer } from "./announce.tsx";
import { reachable } from "./connection.ts";
import { Header } from "./header.tsx";
import { Icon } from "./icons.tsx";
import { useKeys } from "./keyboard.ts";
import { KeyboardHelp, showKeys } from "./keyboard-help.tsx";
import { language } from "./language.ts";
import { me } from "./session.ts";
import { SignIn } from "./sign-in.tsx";
import { shellTexts } from "./texts/index.ts";
import { clearToasts, Toasts } from "./toasts.tsx";
import { Workplace } from "./workplace.tsx";

/** The page: the sign-in, or a header with the view that the address names below it. */
export function App() {
	const t = shellTexts.value;
	useEffect(() => {
		document.documentElement.lang = language.value;
	}, [language.value]);
	useKeys(t.everywhere, [{ key: "?", text: t.showKeys, run: showKeys }]);
	const signedIn = me.value != null;
	useEffect(() => {
		if (!signedIn) clearToasts();
	}, [signedIn]);
	return (
		<>
			{me.value === undefined ? reachable.value ? null : <Unreached /> : signedIn ? <SignedIn /> : <SignIn />}
			<Toasts />
			<Announcer />
			<KeyboardHelp />
		</>
	);
}

/** Before it is known who is signed in. */
function Unreached() {
	const t = shellTexts.value;
	return (
		<main class="signin" id="unreached">
			<div class="panel" role="status">
				<h1 class="brand">
					<img src="/icon.svg" alt="" width="36" height="36" />
					<span>Tributary</span>
				</h1>
				<p class="notice warning">
					<Icon name="offline" />
					{t.unreached}
				</p>
			</div>
		</main>
	);
}

function SignedIn() {
	const t = shellTexts.value;
	// Not a link: the address says which view is open.
	const skip = () => document.getElementById("main")?.focus();
	return (
		<div class="app">
			<button type="button" class="skip" onClick={skip}>
				{t.skip}
			</button>
			<Header />
			{!reachable.value && (
				<p class="offline" role="status">
					<Icon name="offline" />
					{t.offlineNote}
				</p>
			)}
			<Workplace />
		</div>
	);
}
