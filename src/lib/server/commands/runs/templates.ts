import { Failure } from '#schema/failure.ts';
import { deleteTemplateSchema, saveTemplateSchema, type RunTemplate } from '#schema/runConfig.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { CONFIG_NAME } from '../../files/checkedConfig.ts';
import { configText } from '../../files/configText.ts';
import { parseRunConfig } from '../../files/runConfig.ts';
import { settingValues } from '../../files/settingFields.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import {
	deleteRunTemplate,
	findRunTemplate,
	findTemplateNamed,
	putRunTemplate
} from '../../store/runTemplates.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { runToChange } from './runToChange.ts';

/** Keeps the settings of a run's config.yaml under a name, without its inputs; one of one's own of that name is replaced. */
export async function saveTemplate(context: CommandContext, input: unknown): Promise<RunTemplate> {
	const { commandId, runId, name, shared } = parse(saveTemplateSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'createRun');
	const settings = settingValues(
		parseRunConfig(await configText(await runToChange(runId)), CONFIG_NAME)
	);
	return once(context, { command: 'saveTemplate', commandId }, async (transaction) => {
		const before = await findTemplateNamed(store(), { name, ownerId: user.id }, transaction);
		const now = new Date();
		const template: RunTemplate = {
			id: before?.id ?? newId(),
			...{ name, settings, shared, ownerId: user.id, ownerName: user.displayName },
			createdAt: before?.createdAt ?? now,
			updatedAt: now
		};
		await putRunTemplate(store(), template, transaction);
		const target = `runTemplate ${template.id}`;
		await audit(user, { action: 'saveTemplate', target, before, after: template }, transaction);
		return template;
	});
}

/** Runs made with it keep their configurations. */
export async function deleteTemplate(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, templateId } = parse(deleteTemplateSchema, input);
	const { user } = context;
	await once(context, { command: 'deleteTemplate', commandId }, async (transaction) => {
		const found = { id: templateId, readerId: user.id };
		const before = await findRunTemplate(store(), found, transaction);
		if (!before) throw new Failure('NotFound', 'This template does not exist.', 'templateId');
		mayOrRefuse(user, 'changeTemplate', { ownerId: before.ownerId });
		await deleteRunTemplate(store(), before.id, transaction);
		const target = `runTemplate ${before.id}`;
		await audit(user, { action: 'deleteTemplate', target, before, after: null }, transaction);
	});
}
