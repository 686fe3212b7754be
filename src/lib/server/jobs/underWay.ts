const underWay = new Set<string>();

/** Does a job's work; meanwhile it is among those that this process says it works on. */
export async function whileUnderWay<R>(name: string, work: () => Promise<R>): Promise<R> {
	underWay.add(name);
	try {
		return await work();
	} finally {
		underWay.delete(name);
	}
}

/** Names of the jobs that this process works on, the longest under way first. */
export function jobsUnderWay(): string[] {
	return [...underWay];
}
