import { Failure } from '#schema/failure.ts';

/** What is wrong in a configuration, with the line it is on, from 1. */
export class ConfigFailure extends Failure {
	readonly line: number;

	constructor(message: string, { field, line }: { field: string; line: number }) {
		super('Invalid', message, field);
		this.name = 'ConfigFailure';
		this.line = line;
	}
}
