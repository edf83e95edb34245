/* What the page says, in its two languages. */

const WORDS = {
  en: {
    other: "中文", timeline: "Timeline", output: "Output", findings: "What this run shows", whole: "Whole",
    larger: "Zoom in (+)", smaller: "Zoom out (−)", wholeKey: "Show the whole run (0)",
    canvas: "Timeline: {0} lanes, {1} waits. Arrow keys choose a lane and move, plus and minus zoom, 0 shows the whole run.",
    events: "{0} events", recorded: "recorded {0}",
    exited: "exited {0}", signalled: "ended by signal {0}", stopped: "stopped", timeout: "timed out", unfinished: "not ended",
    nothing: "Nothing was recorded.", nothingPrinted: "Nothing was printed.", noText: "The program's text isn't in this page.",
    fault: "Fault:", hint: "Seen:", updates: "Watched data", parameters: "Parameters", lane: "lane", data: "data", read: "read", written: "written", line: "line",
    lost: "lost", inAll: "{0}; {1} of {2} in all.",
    process: ["{0} process", "{0} processes"], thread: ["{0} thread", "{0} threads"], task: ["{0} task", "{0} tasks"],
    generator: ["{0} generator", "{0} generators"], wait: ["{0} wait", "{0} waits"],
    edited: "The program had been rewritten before this run, so the claims about it aren't judged.",
    lostEvents: "{0} events came too fast to be recorded one by one.",
    omittedSpans: "{0} more waits didn't fit into this page: it ends at {1}.",
    omittedLanes: "{0} lanes that began later are left out.", omittedFlows: "{0} arrows are left out.",
    omittedOutput: "{0} more pieces of output are left out.",
    core: "core {0}", advice: "Wheel: zoom · drag: move · click: the line",
    soFar: "{0} so far", atLine: "line {0}", heldBy: "held by {0} since {1}", held: "held by {0}", then: "then {0}, in this order", more: "{0} and {1} more",
    at: "at {0}", cpu: "{0} of a processor in all", until: "from {0} to {1}", since: "since {0}", anothers: "Another program: what it does can't be seen.",
    ends: { killed: "was ended from outside", raised: "ended by an exception", cancelled: "was cancelled" },
    flows: { start: "start", item: "item", handover: "hand-over", wake: "wake-up", message: "message", signal: "signal" },
    broken: "killed, or ended by an exception", aResult: "a result",
    legend: {
      running: "running", unseen: "not traced", sleep: "sleeping", created: "created", suspended: "suspended",
      lock: "waiting for a lock", rlock: "waiting for a lock", condition: "waiting for a condition", event: "waiting for an event",
      semaphore: "waiting for a semaphore", barrier: "waiting at a barrier", put: "putting into a queue", get: "getting from a queue",
      await: "awaiting", io: "reading or writing", input: "waiting for input", join: "joining", process: "waiting for a process",
    },
    does: {
      running: "{0} runs", unseen: "{0}", sleep: "{0} sleeps", created: "{0} was created and hasn't begun", suspended: "{0} is suspended",
      lock: "{0} waits for lock {1}", rlock: "{0} waits for lock {1}", condition: "{0} waits to be notified {1}", event: "{0} waits for event {1}",
      semaphore: "{0} waits for semaphore {1}", barrier: "{0} waits at barrier {1}", put: "{0} waits to put into {1}", get: "{0} waits for an item of {1}",
      await: "{0} awaits {2}", io: "{0} waits for input or output", input: "{0} waits for input", join: "{0} waits for {2}", process: "{0} waits for process {2}",
    },
  },
  zh_CN: {
    other: "English", timeline: "时间线", output: "输出", findings: "本次运行说明了什么", whole: "全部",
    larger: "放大 (+)", smaller: "缩小 (−)", wholeKey: "显示整个运行 (0)",
    canvas: "时间线：{0} 条泳道，{1} 次等待。方向键选择泳道和移动，加减键缩放，0 显示整个运行。",
    events: "{0} 个事件", recorded: "记录于 {0}",
    exited: "退出码 {0}", signalled: "被信号 {0} 终止", stopped: "被停止", timeout: "超时", unfinished: "未结束",
    nothing: "没有记录到任何内容。", nothingPrinted: "没有输出。", noText: "本页面不含程序文本。",
    fault: "错误：", hint: "观察：", updates: "被观察的数据", parameters: "参数", lane: "泳道", data: "数据", read: "读", written: "写", line: "行",
    lost: "丢失", inAll: "{0}；{1}，共 {2}。",
    process: ["{0} 个进程", "{0} 个进程"], thread: ["{0} 个线程", "{0} 个线程"], task: ["{0} 个任务", "{0} 个任务"],
    generator: ["{0} 个生成器", "{0} 个生成器"], wait: ["{0} 次等待", "{0} 次等待"],
    edited: "程序在运行前被改写过，因此不判断有关它的论断。",
    lostEvents: "{0} 个事件来得太快，未能逐个记录。",
    omittedSpans: "还有 {0} 次等待放不进本页面：内容到 {1} 为止。",
    omittedLanes: "省略了 {0} 条更晚开始的泳道。", omittedFlows: "省略了 {0} 个箭头。",
    omittedOutput: "省略了另外 {0} 段输出。",
    core: "核心 {0}", advice: "滚轮：缩放 · 拖动：移动 · 点击：代码行",
    soFar: "至此 {0}", atLine: "第 {0} 行", heldBy: "自 {1} 起由 {0} 持有", held: "由 {0} 持有", then: "随后依次为 {0}", more: "{0} 等另外 {1} 个",
    at: "位于 {0}", cpu: "共使用处理器 {0}", until: "{0} 至 {1}", since: "自 {0} 起", anothers: "另一个程序：看不到它做什么。",
    ends: { killed: "从外部被终止", raised: "因异常结束", cancelled: "被取消" },
    flows: { start: "启动", item: "数据项", handover: "交接锁", wake: "唤醒", message: "消息", signal: "信号" },
    broken: "被终止，或因异常结束", aResult: "结果",
    legend: {
      running: "运行", unseen: "未跟踪", sleep: "睡眠", created: "已创建", suspended: "挂起",
      lock: "等待锁", rlock: "等待锁", condition: "等待条件", event: "等待事件",
      semaphore: "等待信号量", barrier: "等待屏障", put: "放入队列", get: "从队列取出",
      await: "等待协程", io: "读写", input: "等待输入", join: "等待线程结束", process: "等待进程",
    },
    does: {
      running: "{0} 正在运行", unseen: "{0}", sleep: "{0} 正在睡眠", created: "{0} 已创建，尚未开始", suspended: "{0} 被挂起",
      lock: "{0} 等待锁 {1}", rlock: "{0} 等待锁 {1}", condition: "{0} 等待通知 {1}", event: "{0} 等待事件 {1}",
      semaphore: "{0} 等待信号量 {1}", barrier: "{0} 在屏障处等待 {1}", put: "{0} 等待放入 {1}", get: "{0} 等待取出 {1} 中的数据",
      await: "{0} 等待 {2}", io: "{0} 等待输入输出", input: "{0} 等待输入", join: "{0} 等待 {2} 结束", process: "{0} 等待进程 {2}",
    },
  },
};

let words = WORDS.en;

/* A text with its gaps filled: fill("{0} events", 3). */
function fill(text, ...parts) {
  return text.replace(/\{(\d)\}/g, (_, place) => String(parts[place]));
}

function counted(value, [one, many]) {
  return fill(value === 1 ? one : many, number(value));
}

function number(value) {
  return value.toLocaleString(words === WORDS.en ? "en" : "zh-CN");
}
