import type { CatalogueEntry } from './types.ts';

export const storeErrors = {
  STORE_CONFLICT: {
    category: 'CONFLICT',
    text: {
      en: "Expected version {expected} of '{key}' in {collection}, but found {found}.",
      'zh-CN': '{collection} 中的“{key}”应为第 {expected} 版，实际为第 {found} 版。',
    },
    remedy: { en: 'Reload and decide again.', 'zh-CN': '请刷新后重新操作。' },
  },
  STORE_DUPLICATE: {
    category: 'ALREADY_EXISTS',
    text: {
      en: "Expected {fields} of '{key}' to be unique in {collection}, but '{holder}' already has {values}.",
      'zh-CN': '{collection} 中“{key}”的 {fields} 不能重复，“{holder}”已使用 {values}。',
    },
    remedy: {
      en: 'Choose another value, or change the one that has it.',
      'zh-CN': '请换一个值，或修改已使用该值的记录。',
    },
  },
  STORE_INVALID_DOCUMENT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Can't store '{key}' in {collection}: {place}: {problem}.",
      'zh-CN': '无法将“{key}”保存到 {collection}：{place}：{problem}。',
    },
    remedy: { en: 'Correct the named field. Nothing was stored.', 'zh-CN': '请修改该字段。本次没有保存任何内容。' },
  },
  STORE_INVALID_QUERY: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The query on {collection} is wrong: {problem}.', 'zh-CN': '对 {collection} 的查询有误：{problem}。' },
    remedy: { en: 'Correct the query, or start from the first page.', 'zh-CN': '请修改查询条件，或从第一页重新开始。' },
  },
  STORE_NO_INDEX: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'No index of {collection} answers {query}.',
      'zh-CN': '{collection} 没有可用于该查询的索引：{query}。',
    },
    remedy: {
      en: 'Declare an index that begins with these fields, or ask by those that are declared: {declared}.',
      'zh-CN': '请声明以这些字段开头的索引，或改用已声明的索引：{declared}。',
    },
  },
  STORE_UNAVAILABLE: {
    category: 'UNAVAILABLE',
    text: { en: 'The store cannot be used now: {problem}.', 'zh-CN': '数据库暂时不可用：{problem}。' },
    remedy: {
      en: 'Nothing was stored. Free disk space or check the disk, then try again; no restart is needed.',
      'zh-CN': '本次没有保存任何内容。请清理磁盘空间或检查磁盘后重试，无需重启。',
    },
  },
  STORE_DAMAGED: {
    category: 'UNAVAILABLE',
    text: { en: 'The database file {path} is damaged: {problem}.', 'zh-CN': '数据库文件 {path} 已损坏：{problem}。' },
    remedy: {
      en: 'Stop the program, keep the file, and restore the last backup.',
      'zh-CN': '请停止程序，保留该文件，并恢复最近一次备份。',
    },
  },
  STORE_LOG_CUT: {
    category: 'UNAVAILABLE',
    text: {
      en: 'The log of {path} was cut or overwritten: of what had been saved last, at least {missing} pages are missing.',
      'zh-CN': '{path} 的日志被截断或覆盖：最近保存的内容至少缺少 {missing} 页。',
    },
    remedy: {
      en: 'Everything before is there and work goes on. The log as it was found is kept in {kept}. Check the disk, and compare what was done last with what people remember or with a backup.',
      'zh-CN':
        '此前的内容完好，系统可继续使用。发现时的日志已保存到 {kept}。请检查磁盘，并与相关人员或备份核对最近的操作。',
    },
  },
  STORE_NEWER_SCHEMA: {
    category: 'INVALID_STATE',
    text: {
      en: 'Expected {collection} at schema version {expected} or older, but the database has version {found}.',
      'zh-CN': '{collection} 的数据结构应不高于第 {expected} 版，数据库中为第 {found} 版。',
    },
    remedy: {
      en: 'Start the newer program that wrote it, or restore a backup made before it.',
      'zh-CN': '请使用写入该数据的较新版本程序，或恢复升级前的备份。',
    },
  },
  STORE_NOT_PREPARED: {
    category: 'UNAVAILABLE',
    text: {
      en: 'Expected {path} with {collection} at schema version {expected}, but found {found}.',
      'zh-CN': '{path} 中的 {collection} 应为第 {expected} 版数据结构，实际为 {found}。',
    },
    remedy: {
      en: 'Start the program that owns the database first; it creates and migrates it.',
      'zh-CN': '请先启动拥有该数据库的程序，由它创建并升级数据。',
    },
  },
  STORE_OWNED: {
    category: 'INVALID_STATE',
    text: {
      en: 'Expected to own {path}, but process {pid} on {host} owns it until {until}.',
      'zh-CN': '无法独占 {path}：主机 {host} 上的进程 {pid} 正在使用，有效期至 {until}。',
    },
    remedy: {
      en: 'Stop process {pid}, or wait until its lease has expired, and start again.',
      'zh-CN': '请停止进程 {pid}，或等待其租约到期后重新启动。',
    },
  },
  STORE_OWNERSHIP_LOST: {
    category: 'UNAVAILABLE',
    text: {
      en: 'Expected to own {path}, but process {pid} on {host} has taken it over.',
      'zh-CN': '{path} 已由主机 {host} 上的进程 {pid} 接管。',
    },
    remedy: {
      en: 'Nothing was stored. Send it to the process that owns the database now, and stop this one.',
      'zh-CN': '本次没有保存任何内容。请改用当前拥有该数据库的程序，并停止本程序。',
    },
  },
  STORE_MIGRATION_FAILED: {
    category: 'PROCESSING_ERROR',
    text: {
      en: "Could not migrate '{key}' of {collection} from schema version {from} to {to}: {problem}.",
      'zh-CN': '无法将 {collection} 中的“{key}”从第 {from} 版升级到第 {to} 版：{problem}。',
    },
    remedy: {
      en: 'The collection is as it was; a copy of the database is in {backup}. Start the former program, or correct the migration.',
      'zh-CN': '该数据保持原样，数据库副本位于 {backup}。请使用之前的程序，或修正升级步骤。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
