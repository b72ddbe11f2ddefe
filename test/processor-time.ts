/**
 * Milliseconds of processor time that something takes in all threads of this process: what a hostile input costs, whatever else the machine is at.
 *
 * @throws What it throws.
 */
export async function processorTime(act: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await act();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
