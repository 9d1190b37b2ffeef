import type { CatalogueEntry } from './types.ts';

export const importErrors = {
  IMPORT_FILE_GONE: {
    category: 'NOT_FOUND',
    text: { en: 'The file of this import is no longer kept.', 'zh-CN': '这次导入的文件已不再保留。' },
    remedy: {
      en: 'Upload it again: what is posted already stays as it is.',
      'zh-CN': '请重新上传，已入账的数据不会重复。',
    },
  },
  IMPORT_MAPPING_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: 'This saved mapping is no longer there.', 'zh-CN': '这个已保存的列对应已不存在。' },
    remedy: {
      en: 'Choose another one, or map the columns by hand.',
      'zh-CN': '请选择其他已保存的对应，或手工对应各列。',
    },
  },
  IMPORT_FILE_EMPTY: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' is empty.", 'zh-CN': '“{file}”是空文件。' },
    remedy: { en: 'Export the list again and check that it holds rows.', 'zh-CN': '请重新导出，并确认文件中有数据。' },
  },
  IMPORT_FILE_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: { en: "'{file}' is larger than {limit}.", 'zh-CN': '“{file}”超过 {limit}。' },
    remedy: {
      en: 'Split the file, for example by year, and import the parts one after the other.',
      'zh-CN': '请拆分文件（例如按年度），分批导入。',
    },
  },
  IMPORT_FILE_NOT_TEXT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{file}' is neither a spreadsheet nor text: {found} at byte {offset}.",
      'zh-CN': '“{file}”既不是表格也不是文本：第 {offset} 字节处为{found}。',
    },
    remedy: {
      en: 'Save the list as Excel (.xlsx) or CSV and import that file.',
      'zh-CN': '请另存为 Excel（.xlsx）或 CSV 后再导入。',
    },
  },
  IMPORT_FILE_TRUNCATED: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' is not whole ({place} breaks off).", 'zh-CN': '“{file}”不完整（{place} 数据中断）。' },
    remedy: {
      en: 'The download or the copy was cut off. Fetch the file again.',
      'zh-CN': '文件下载或复制时被截断，请重新获取。',
    },
  },
  IMPORT_FILE_DAMAGED: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' can't be read as {kind}: {problem}", 'zh-CN': '“{file}”无法按 {kind} 读取：{problem}' },
    remedy: {
      en: 'Open it in Excel or WPS, save it as a new .xlsx file and import that.',
      'zh-CN': '请用 Excel 或 WPS 打开，另存为新的 .xlsx 文件后导入。',
    },
  },
  IMPORT_FILE_PASSWORD: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' is protected by a password.", 'zh-CN': '“{file}”设有打开密码。' },
    remedy: {
      en: 'Remove the password in Excel (File, Info, Protect Workbook) and save it again.',
      'zh-CN': '请在 Excel 中取消密码（文件 → 信息 → 保护工作簿），保存后再导入。',
    },
  },
  IMPORT_FILE_HTML: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{file}' is a web page saved under the name of a spreadsheet.",
      'zh-CN': '“{file}”实际是网页，只是用了表格的扩展名。',
    },
    remedy: {
      en: 'Open it in Excel or WPS and save it as .xlsx.',
      'zh-CN': '请用 Excel 或 WPS 打开，另存为 .xlsx 后导入。',
    },
  },
  IMPORT_FILE_XML: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{file}' is an XML document, not an Excel workbook.",
      'zh-CN': '“{file}”是 XML 文档，不是 Excel 工作簿。',
    },
    remedy: {
      en: 'Open it in Excel or WPS and save it as .xlsx.',
      'zh-CN': '请用 Excel 或 WPS 打开，另存为 .xlsx 后导入。',
    },
  },
  IMPORT_FILE_NOT_WORKBOOK: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{file}' is a compressed file without an Excel workbook in it.",
      'zh-CN': '“{file}”是压缩文件，其中没有 Excel 工作簿。',
    },
    remedy: {
      en: 'Unpack it first, then import the .xlsx or .csv file inside.',
      'zh-CN': '请先解压，再导入其中的 .xlsx 或 .csv 文件。',
    },
  },
  IMPORT_FILE_BOMB: {
    category: 'TOO_LARGE',
    text: { en: "'{file}' would unpack to too much: {place}.", 'zh-CN': '“{file}”解压后过大：{place}。' },
    remedy: {
      en: 'Save only the sheet with the receivables as a new file.',
      'zh-CN': '请只保留应收数据所在的工作表，另存为新文件。',
    },
  },
  IMPORT_SHEET_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: {
      en: "'{file}' has no sheet '{sheet}'. Its sheets: {sheets}.",
      'zh-CN': '“{file}”中没有工作表“{sheet}”，现有：{sheets}。',
    },
    remedy: { en: 'Choose one of the sheets named.', 'zh-CN': '请选择已有的工作表。' },
  },
  IMPORT_SHEET_EMPTY: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Sheet '{sheet}' of '{file}' has no rows.", 'zh-CN': '“{file}”的工作表“{sheet}”没有数据。' },
    remedy: { en: 'Choose another sheet. Its sheets: {sheets}.', 'zh-CN': '请选择其他工作表：{sheets}。' },
  },
  IMPORT_NO_ROWS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{file}' has a heading (line {line}), but no row below it.",
      'zh-CN': '“{file}”只有表头（第 {line} 行），没有数据行。',
    },
    remedy: { en: 'Export the list again with its rows.', 'zh-CN': '请重新导出带有数据的清单。' },
  },
  IMPORT_TOO_MANY_ROWS: {
    category: 'TOO_LARGE',
    text: { en: "'{file}' has more than {limit} rows.", 'zh-CN': '“{file}”超过 {limit} 行。' },
    remedy: { en: 'Split the file and import the parts one after the other.', 'zh-CN': '请拆分文件，分批导入。' },
  },
  IMPORT_TOO_MANY_COLUMNS: {
    category: 'TOO_LARGE',
    text: {
      en: "Line {line} of '{file}' has more than {limit} columns.",
      'zh-CN': '“{file}”第 {line} 行超过 {limit} 列。',
    },
    remedy: {
      en: 'Delete the columns that are not needed, or check the separator.',
      'zh-CN': '请删除不需要的列，或检查分隔符。',
    },
  },
  IMPORT_CELL_TOO_LONG: {
    category: 'TOO_LARGE',
    text: {
      en: "Line {line}, column {column} of '{file}' holds more than {limit} characters.",
      'zh-CN': '“{file}”第 {line} 行第 {column} 列超过 {limit} 个字符。',
    },
    remedy: {
      en: 'Shorten the cell, or check for a quotation mark that is not closed above it.',
      'zh-CN': '请缩短内容，或检查上方是否有未闭合的引号。',
    },
  },
  IMPORT_QUOTE_OPEN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "A quotation mark opened in line {line} of '{file}' is never closed.",
      'zh-CN': '“{file}”第 {line} 行的引号没有闭合。',
    },
    remedy: {
      en: 'Close or delete the quotation mark in that line, or fetch the file again if it was cut off.',
      'zh-CN': '请补全或删除该行的引号；若文件被截断，请重新获取。',
    },
  },
  IMPORT_COLUMN_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: {
      en: "There is no column '{column}' for {field}. The columns: {columns}.",
      'zh-CN': '没有列“{column}”（用于{field}）。现有列：{columns}。',
    },
    remedy: { en: 'Name one of the columns, or its number.', 'zh-CN': '请填写已有的列名或列序号。' },
  },
  IMPORT_COLUMN_AMBIGUOUS: {
    category: 'CONFLICT',
    text: {
      en: "Several columns are named '{column}': {columns}.",
      'zh-CN': '有多列名为“{column}”：第 {columns} 列。',
    },
    remedy: { en: 'Name the column by its number.', 'zh-CN': '请用列序号指定。' },
  },
  IMPORT_COLUMN_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'No column was found for {field}.', 'zh-CN': '没有找到“{field}”对应的列。' },
    remedy: { en: 'Choose the column for {field} in the mapping.', 'zh-CN': '请在列对应中为“{field}”选择一列。' },
  },
  IMPORT_COLUMN_UNIT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The amounts in column '{column}' are in units of a thousand or more.",
      'zh-CN': '“{column}”列的金额以千元、万元等为单位。',
    },
    remedy: {
      en: 'Convert them to full amounts in the file and name the column without the unit.',
      'zh-CN': '请在文件中换算为元，并去掉列名中的单位。',
    },
  },
  IMPORT_DATE_ORDER_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The dates in column '{column}', such as {value}, can be read as month/day or as day/month.",
      'zh-CN': '“{column}”列的日期（如 {value}）可能是月/日，也可能是日/月。',
    },
    remedy: {
      en: 'Choose the date format, for example M/D/YYYY or D/M/YYYY.',
      'zh-CN': '请选择日期格式，例如 M/D/YYYY 或 D/M/YYYY。',
    },
  },
  IMPORT_DATE_ORDER_MIXED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Column '{column}' mixes month/day ({first}) and day/month ({second}).",
      'zh-CN': '“{column}”列混用了月/日（{first}）和日/月（{second}）。',
    },
    remedy: {
      en: 'Choose the date format that is right; rows that do not fit it are rejected.',
      'zh-CN': '请选择正确的日期格式；不符合的行会被拒绝。',
    },
  },
  IMPORT_DATE_FORMAT_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{format}' is not a date format.", 'zh-CN': '“{format}”不是有效的日期格式。' },
    remedy: {
      en: 'Write it with YYYY or YY, M or MM or MMM, D or DD, for example M/D/YYYY, DD.MM.YYYY, YYYYMMDD.',
      'zh-CN': '请用 YYYY/YY、M/MM/MMM、D/DD 书写，例如 M/D/YYYY、DD.MM.YYYY、YYYYMMDD。',
    },
  },
  IMPORT_DECIMAL_MIXED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The amounts mix decimal points ({first}) and decimal commas ({second}).',
      'zh-CN': '金额混用了小数点（{first}）和小数逗号（{second}）。',
    },
    remedy: {
      en: 'Choose the decimal sign; amounts that do not fit it are rejected.',
      'zh-CN': '请选择小数符号；不符合的金额会被拒绝。',
    },
  },
  IMPORT_VALUE_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{field} is empty.', 'zh-CN': '{field}为空。' },
    remedy: { en: 'Fill in {field}.', 'zh-CN': '请填写{field}。' },
  },
  IMPORT_VALUE_TOO_LONG: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{field} has more than {limit} characters.', 'zh-CN': '{field}超过 {limit} 个字符。' },
    remedy: { en: 'Shorten it.', 'zh-CN': '请缩短。' },
  },
  IMPORT_VALUE_CONTROL_CHARACTER: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field} holds a character that can't be shown.", 'zh-CN': '{field}含有不可见的控制字符。' },
    remedy: { en: 'Type the value again.', 'zh-CN': '请重新输入该内容。' },
  },
  IMPORT_CELL_ERROR: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{field} holds the spreadsheet error {value}.', 'zh-CN': '{field}是表格错误值 {value}。' },
    remedy: { en: 'Repair the formula in the spreadsheet.', 'zh-CN': '请在表格中修正公式。' },
  },
  IMPORT_DATE_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' is not a date of the form {format}.",
      'zh-CN': '{field}：“{value}”不是 {format} 格式的有效日期。',
    },
    remedy: {
      en: 'Write the date as YYYY-MM-DD, or choose another date format for the file.',
      'zh-CN': '请写成 YYYY-MM-DD，或为文件选择其他日期格式。',
    },
  },
  IMPORT_DATE_UNDECIDED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' can be read as {first} or as {second}.",
      'zh-CN': '{field}：“{value}”可能是 {first}，也可能是 {second}。',
    },
    remedy: {
      en: 'Choose the date format of the file, for example M/D/YYYY or D/M/YYYY.',
      'zh-CN': '请选择文件的日期格式，例如 M/D/YYYY 或 D/M/YYYY。',
    },
  },
  IMPORT_DUE_BEFORE_INVOICE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The due date {due} lies before the invoice date {invoice}.',
      'zh-CN': '到期日 {due} 早于开票日期 {invoice}。',
    },
    remedy: {
      en: 'Correct one of the dates, or check which columns they come from.',
      'zh-CN': '请更正其中一个日期，或检查列对应是否正确。',
    },
  },
  IMPORT_TERMS_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field}: '{value}' is not a number of days.", 'zh-CN': '{field}：“{value}”不是天数。' },
    remedy: {
      en: 'Write the days, for example 30, or map a column with the due date.',
      'zh-CN': '请填写天数，例如 30，或对应一列到期日。',
    },
  },
  IMPORT_AMOUNT_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field}: '{value}' is not an amount.", 'zh-CN': '{field}：“{value}”不是有效金额。' },
    remedy: {
      en: 'Write digits only, for example 1234.50, or choose the decimal sign of the file.',
      'zh-CN': '请只写数字，例如 1234.50，或选择文件的小数符号。',
    },
  },
  IMPORT_AMOUNT_SCIENTIFIC: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' is in scientific notation and may have lost digits.",
      'zh-CN': '{field}：“{value}”是科学计数法，可能已丢失数字。',
    },
    remedy: {
      en: 'Format the column as text or number in the spreadsheet and export it again.',
      'zh-CN': '请在表格中把该列设为文本或数值格式后重新导出。',
    },
  },
  IMPORT_AMOUNT_UNIT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' is in units of ten thousand or more.",
      'zh-CN': '{field}：“{value}”带有“万”“亿”等单位。',
    },
    remedy: {
      en: 'Write the full amount, for example 12000 instead of 1.2万.',
      'zh-CN': '请填写完整金额，例如把“1.2万”写成 12000。',
    },
  },
  IMPORT_AMOUNT_DECIMALS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' has more than the {decimals} decimals of {currency}.",
      'zh-CN': '{field}：“{value}”的小数位超过 {currency} 的 {decimals} 位。',
    },
    remedy: {
      en: 'Round it in the source, or check the decimal sign and the currency.',
      'zh-CN': '请在源数据中取整到分，或检查小数符号和币种。',
    },
  },
  IMPORT_AMOUNT_TOO_LARGE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field}: '{value}' has more than 15 digits.", 'zh-CN': '{field}：“{value}”超过 15 位数字。' },
    remedy: { en: 'Check the amount.', 'zh-CN': '请检查金额。' },
  },
  IMPORT_CURRENCY_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field}: '{value}' is not a currency.", 'zh-CN': '{field}：“{value}”不是有效币种。' },
    remedy: {
      en: 'Write the three-letter code, for example CNY, USD, EUR.',
      'zh-CN': '请填写三位币种代码，例如 CNY、USD、EUR。',
    },
  },
  IMPORT_CURRENCY_CONFLICT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{field}: '{value}' does not fit the currency {currency}.",
      'zh-CN': '{field}：“{value}”与币种 {currency} 不一致。',
    },
    remedy: { en: 'Correct the sign or the currency.', 'zh-CN': '请更正货币符号或币种。' },
  },
  IMPORT_PAID_OVER_AMOUNT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: '{field}: {paid} paid of an amount of {amount}.',
      'zh-CN': '{field}：已收 {paid}，与金额 {amount} 不符。',
    },
    remedy: {
      en: 'Enter what was paid on this invoice only; the rest belongs to other invoices.',
      'zh-CN': '只填写该发票的已收金额，多收部分属于其他发票。',
    },
  },
  IMPORT_OPEN_OVER_AMOUNT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: '{open} is open of an amount of {amount}; the amount is taken, nothing of it paid.',
      'zh-CN': '未收金额 {open} 大于金额 {amount}，按金额全部未收处理。',
    },
    remedy: {
      en: 'Enter interest and fees as receivables of their own.',
      'zh-CN': '利息、费用请另列一行。',
    },
  },
  IMPORT_ROW_CANCELLED: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The invoice is cancelled ('{value}').", 'zh-CN': '该发票已作废（“{value}”）。' },
    remedy: { en: 'Nothing to do; it is left out.', 'zh-CN': '无需处理，该行不会导入。' },
  },
  IMPORT_OPEN_INCONSISTENT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Amount {amount} less paid {paid} is not the open amount {open}.',
      'zh-CN': '金额 {amount} 减已收 {paid} 不等于未收金额 {open}。',
    },
    remedy: {
      en: 'Correct one of the three, or leave one of the columns out of the mapping.',
      'zh-CN': '请更正三者之一，或在列对应中去掉其中一列。',
    },
  },
  IMPORT_SETTLED_BUT_OPEN: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'Settled on {settled}, but {open} is open.', 'zh-CN': '{settled} 已核销，但仍有未收金额 {open}。' },
    remedy: {
      en: 'Delete the settlement date or correct the open amount.',
      'zh-CN': '请删除核销日期，或更正未收金额。',
    },
  },
  IMPORT_DISPUTED_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "{field}: '{value}' is neither yes nor no.", 'zh-CN': '{field}：“{value}”既不是“是”也不是“否”。' },
    remedy: { en: 'Write 是 or 否, yes or no, 1 or 0.', 'zh-CN': '请填写“是”或“否”（yes/no、1/0 亦可）。' },
  },
  IMPORT_TOTALS_ROW: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "This is a totals row ('{value}'), not a receivable.",
      'zh-CN': '这是合计行（“{value}”），不是应收款。',
    },
    remedy: { en: 'Nothing to do; it is left out.', 'zh-CN': '无需处理，该行不会导入。' },
  },
  IMPORT_ROW_TOO_WIDE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The row has {found} cells where the heading has {expected}; the values may have shifted.',
      'zh-CN': '该行有 {found} 格，而表头只有 {expected} 列，内容可能已错位。',
    },
    remedy: {
      en: 'Put values that contain the separator in quotation marks, or delete the extra cells.',
      'zh-CN': '请给含有分隔符的内容加引号，或删除多余的单元格。',
    },
  },
  IMPORT_ROW_CUT_OFF: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The file ends in the middle of this row.', 'zh-CN': '文件在该行中间结束。' },
    remedy: { en: 'The file was cut off; fetch it again.', 'zh-CN': '文件被截断，请重新获取。' },
  },
  IMPORT_ROW_CONFLICT: {
    category: 'CONFLICT',
    text: {
      en: 'Invoice {invoiceNumber} of this customer stands in line {twin} with other content ({fields}).',
      'zh-CN': '该客户的发票 {invoiceNumber} 在第 {twin} 行已出现，内容不同（{fields}）。',
    },
    remedy: {
      en: 'Keep the right one of lines {line} and {twin} and delete the other.',
      'zh-CN': '第 {line} 行和第 {twin} 行请只保留正确的一行。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
