/** Worker thread that copies stores, so that nothing else of this process waits for it. */

import { copyStores } from "./copy.ts";
import { withStoreFaults } from "./faults.ts";
import type { CopyCalls } from "./protocol.ts";
import { serve } from "./worker-desk.ts";

serve<CopyCalls>(
	{
		copy(_place, _key, { stores }) {
			withStoreFaults(() => copyStores(stores));
			return null;
		},
	},
	() => [],
	() => {},
);
