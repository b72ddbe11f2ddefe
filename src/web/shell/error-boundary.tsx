import { Component, type ComponentChildren } from "preact";
import { Failure } from "./states.tsx";

interface Props {
	readonly children: ComponentChildren;
	/** What is shown: when it changes, it is tried anew. */
	readonly of: string;
}

/** A view that breaks takes nothing else with it. */
export class ErrorBoundary extends Component<Props, { error: Error | null; of: string }> {
	override state = { error: null as Error | null, of: this.props.of };

	static override getDerivedStateFromError(error: Error) {
		return { error };
	}

	static override getDerivedStateFromProps({ of }: Props, state: { of: string }) {
		return of === state.of ? null : { error: null, of };
	}

	override componentDidCatch(error: Error) {
		console.error(error);
	}

	override render({ children }: Props) {
		const { error } = this.state;
		if (error === null) return children;
		return <Failure error={error} onRetry={() => this.setState({ error: null })} />;
	}
}
