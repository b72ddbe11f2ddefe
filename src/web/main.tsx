import { render } from "preact";
import { App } from "./shell/app.tsx";
import { watchConnection } from "./shell/connection.ts";
import { keepFocus } from "./shell/focus.ts";
import { installKeyboard } from "./shell/keyboard.ts";
import { resume } from "./shell/session.ts";
import { installTheme } from "./shell/theme.ts";

installTheme();
void resume();
installKeyboard();
keepFocus();
watchConnection();
const root = document.getElementById("root");
if (root !== null) render(<App />, root);
