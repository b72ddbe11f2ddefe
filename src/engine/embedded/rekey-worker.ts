/** Worker thread that gives one store another key, so that neither searches nor other stores' writes wait for it. */

import { withStoreFaults } from "./faults.ts";
import type { RekeyCalls } from "./protocol.ts";
import { rekeyStore, replaceStore } from "./rekey.ts";
import { serve } from "./worker-desk.ts";

serve<RekeyCalls>(
	{
		rekey(place, from, { to }) {
			withStoreFaults(() => rekeyStore(place, { from, to }));
			return null;
		},
		replace(place, from, { to, source }) {
			withStoreFaults(() => replaceStore(place, { from, to }, source));
			return null;
		},
	},
	() => [],
	() => {},
);
