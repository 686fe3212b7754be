/** `startRun` is “start run”: actions are named as the commands that record them. */
export function auditWords(action: string): string {
	return action.replace(
		/([a-z])([A-Z])/g,
		(_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`
	);
}
