import { href } from "../../shell/router.ts";
import { recruiterTexts } from "../texts/index.ts";

/** Where whatever is kept comes from. */
export const ToSearch = () => (
	<a class="button" href={href(["recruiter", "search"])}>
		{recruiterTexts.value.toSearch}
	</a>
);
