import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { fieldText, readInputRows, readSettings } from '#schema/runConfig.ts';
import { saveTemplate } from '#server/commands/runs/templates.ts';
import { writeConfig } from '#server/commands/runs/writeConfig.ts';
import { writeThenStart } from '#server/commands/runs/writeThenStart.ts';
import { configPage } from '#server/queries/runConfig.ts';
import { act } from '../../../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.outcomes.show(async (user) => {
		const config = await configPage(user, Number(params.runId), url.searchParams);
		return { config, title: 'Configuration' };
	});

/** Writes what a form changes, and goes on with the run where that is asked for. What was typed comes back when it is refused. */
async function write(
	{ request, params, locals }: RequestEvent<{ runId: string }>,
	change: (form: FormData) => object
) {
	const form = await request.formData();
	const runId = params.runId;
	const outcome = await locals.outcomes.act(async (user) => {
		const fields = { runId, version: form.get('version'), ...change(form) };
		if (form.get('then') === 'process') return writeThenStart({ user }, fields);
		return { ...(await writeConfig({ user }, fields)), notStarted: undefined };
	});
	if ('done' in outcome && outcome.done?.notStarted === null) redirect(303, `/runs/${runId}`);
	if (!('status' in outcome)) return outcome;
	return fail(outcome.status, {
		...outcome.data,
		text: form.has('text') ? fieldText(form, 'text') : null
	});
}

export const actions: Actions = {
	write: (event) => write(event, (form) => ({ text: form.get('text') })),
	settings: (event) => write(event, (form) => ({ settings: readSettings(form) })),
	inputs: (event) => write(event, (form) => ({ inputs: readInputRows(form) })),
	template: (event) => write(event, (form) => ({ templateId: form.get('templateId') })),
	saveTemplate: act(saveTemplate)
};
