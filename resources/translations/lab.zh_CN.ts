<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>words</name>
    <message>
        <source>nobody</source>
        <translation>没有谁</translation>
    </message>
    <message>
        <source>join {0}</source>
        <translation>等 {0} 结束</translation>
    </message>
    <message>
        <source>join</source>
        <translation>等待结束</translation>
    </message>
    <message>
        <source>holds {0}</source>
        <translation>持有 {0}</translation>
    </message>
    <message>
        <source>the lock</source>
        <translation>这把锁</translation>
    </message>
    <message>
        <source>is waited for</source>
        <translation>正被等待</translation>
    </message>
    <message>
        <source>Another program: what it does can&apos;t be seen.</source>
        <translation>另一个程序：它在做什么看不到。</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} 在运行</translation>
    </message>
    <message>
        <source>at {0}</source>
        <translation>在 {0}</translation>
    </message>
    <message>
        <source>{0} of a processor in all</source>
        <translation>共用处理器 {0}</translation>
    </message>
    <message>
        <source>reads {0} again, as every spawned process does</source>
        <translation>正在重新读取 {0}，每个 spawn 出来的进程都这样</translation>
    </message>
    <message>
        <source>had read {0} again, in {1}</source>
        <translation>曾用 {1} 重新读取 {0}</translation>
    </message>
    <message>
        <source>{0} so far</source>
        <translation>到目前 {0}</translation>
    </message>
    <message>
        <source>{0} sleeps</source>
        <translation>{0} 在睡眠</translation>
    </message>
    <message>
        <source>{0} waits for lock {1}</source>
        <translation>{0} 等待锁 {1}</translation>
    </message>
    <message>
        <source>{0} waits for {2}</source>
        <translation>{0} 等待 {2}</translation>
    </message>
    <message>
        <source>{0} waits for a result</source>
        <translation>{0} 等待一个结果</translation>
    </message>
    <message>
        <source>{0} waits for process {2}</source>
        <translation>{0} 等待进程 {2}</translation>
    </message>
    <message>
        <source>{0} waits to be notified {1}</source>
        <translation>{0} 等待通知 {1}</translation>
    </message>
    <message>
        <source>{0} waits for event {1}</source>
        <translation>{0} 等待事件 {1}</translation>
    </message>
    <message>
        <source>{0} waits for semaphore {1}</source>
        <translation>{0} 等待信号量 {1}</translation>
    </message>
    <message>
        <source>{0} waits at barrier {1}</source>
        <translation>{0} 在屏障 {1} 处等待</translation>
    </message>
    <message>
        <source>{0} waits to put into {1}</source>
        <translation>{0} 等待放入 {1}</translation>
    </message>
    <message>
        <source>{0} waits for an item of {1}</source>
        <translation>{0} 等待从 {1} 取一项</translation>
    </message>
    <message>
        <source>{0} awaits {2}</source>
        <translation>{0} 在 await {2}</translation>
    </message>
    <message>
        <source>{0} awaits a future</source>
        <translation>{0} 在 await 一个 future</translation>
    </message>
    <message>
        <source>{0} waits for input or output</source>
        <translation>{0} 等待输入或输出</translation>
    </message>
    <message>
        <source>{0} waits for your input</source>
        <translation>{0} 等待你的输入</translation>
    </message>
    <message>
        <source>{0} was created and hasn&apos;t begun</source>
        <translation>{0} 已创建，还没有开始</translation>
    </message>
    <message>
        <source>{0} is suspended</source>
        <translation>{0} 已挂起</translation>
    </message>
    <message>
        <source>held by {0} since {1}</source>
        <translation>由 {0} 持有，自 {1} 起</translation>
    </message>
    <message>
        <source>then {0} and {1} more, in this order</source>
        <translation>之后依次是 {0}，还有 {1} 个</translation>
    </message>
    <message>
        <source>then {0} in this order</source>
        <translation>之后依次是 {0}</translation>
    </message>
    <message>
        <source> (line {0})</source>
        <translation>（第 {0} 行）</translation>
    </message>
    <message>
        <source>Deadlock</source>
        <translation>死锁</translation>
    </message>
    <message>
        <source>Waits for itself</source>
        <translation>等待自己</translation>
    </message>
    <message>
        <source>Waits in vain</source>
        <translation>白白等待</translation>
    </message>
    <message>
        <source>Joined before it was emptied</source>
        <translation>没取空就等待结束</translation>
    </message>
    <message>
        <source>Never awaited</source>
        <translation>从未 await</translation>
    </message>
    <message>
        <source>Blocks its event loop</source>
        <translation>阻塞了事件循环</translation>
    </message>
    <message>
        <source>Asks again and again</source>
        <translation>一再询问</translation>
    </message>
    <message>
        <source>Ended with a lock</source>
        <translation>带着锁结束了</translation>
    </message>
    <message>
        <source>Lost update</source>
        <translation>更新丢失</translation>
    </message>
    <message>
        <source>Wrong thread</source>
        <translation>用错了线程</translation>
    </message>
    <message>
        <source>Queue at a lock</source>
        <translation>锁前排队</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>一次一个</translation>
    </message>
    <message>
        <source>More than cores</source>
        <translation>多于核心数</translation>
    </message>
    <message>
        <source>Uneven</source>
        <translation>分配不均</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Concurrency Lab {0}</source>
        <translation>并发实验室 {0}</translation>
    </message>
    <message>
        <source>See processes, threads and tasks happen. MIT licence; with Qt and PySide6 under the LGPL, and others under licences of their own.</source>
        <translation>亲眼看到进程、线程和任务的运行。MIT 许可证；Qt 和 PySide6 采用 LGPL，其他组件采用各自的许可证。</translation>
    </message>
    <message>
        <source>Versions, and what this machine can do</source>
        <translation>版本，以及这台机器的能力</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>第三方声明</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What this machine can do</source>
        <translation>这台机器的能力</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>AnswerTable</name>
    <message>
        <source>After the runs: when each window answered.</source>
        <translation>运行之后：每个窗口何时作出响应。</translation>
    </message>
    <message>
        <source>longest freeze</source>
        <translation>最长冻结</translation>
    </message>
    <message>
        <source>99 % of the time it answers within</source>
        <translation>99 % 的时间里响应不超过</translation>
    </message>
    <message>
        <source>About answered after</source>
        <translation>“关于”的响应用时</translation>
    </message>
    <message>
        <source>click {0} on About answered after</source>
        <translation>第 {0} 次点击“关于”的响应用时</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>等待中…</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Run it</source>
        <translation>运行它</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>BookmarkKeeper</name>
    <message>
        <source>Bookmarks of this run (M keeps the moment that is shown)</source>
        <translation>本次运行的书签（按 M 保存当前时刻）</translation>
    </message>
    <message>
        <source>The bookmark couldn&apos;t be kept: {0}.</source>
        <translation>书签无法保存：{0}。</translation>
    </message>
</context>
<context>
    <name>BookmarkList</name>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Keep a moment here to find it again: it stays with the recording.</source>
        <translation>把某一时刻保存在这里，以后能再找到：它随记录一起保存。</translation>
    </message>
    <message>
        <source>Bookmark this moment</source>
        <translation>为这一时刻加书签</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>BookmarkModel</name>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>(no note)</source>
        <translation>（无备注）</translation>
    </message>
</context>
<context>
    <name>CodeEditor</name>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>The chosen lane is here</source>
        <translation>所选泳道在这里</translation>
    </message>
    <message>
        <source>The lane that it waits for is here</source>
        <translation>它所等待的泳道在这里</translation>
    </message>
    <message>
        <source>Another lane is here</source>
        <translation>另一条泳道在这里</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Nothing is called like that here.</source>
        <translation>这里没有这样名称的内容。</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type some letters, choose with Up and Down, press Return.</source>
        <translation>键入几个字母，用上下键选择，按回车键。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Find in the program</source>
        <translation>在程序中查找</translation>
    </message>
    <message>
        <source>Lesson, step {0}: {1}</source>
        <translation>课程，第 {0} 步：{1}</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to what the lane does at the cursor</source>
        <translation>缩放到光标处泳道所做的事</translation>
    </message>
    <message>
        <source>The lane&apos;s previous event</source>
        <translation>该泳道的上一个事件</translation>
    </message>
    <message>
        <source>The lane&apos;s next event</source>
        <translation>该泳道的下一个事件</translation>
    </message>
    <message>
        <source>From a wait to its holder</source>
        <translation>从等待跳到持有者</translation>
    </message>
    <message>
        <source>Fold this process</source>
        <translation>折叠这个进程</translation>
    </message>
    <message>
        <source>Fold all processes</source>
        <translation>折叠所有进程</translation>
    </message>
    <message>
        <source>Follow the present</source>
        <translation>跟随当前时刻</translation>
    </message>
    <message>
        <source>Go to the beginning</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Bookmark the moment</source>
        <translation>给这一时刻加书签</translation>
    </message>
    <message>
        <source>Keys of the timeline</source>
        <translation>时间线的按键</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>The runs appear here one below the other, over one time axis: which took longest, and on what it waited.</source>
        <translation>各次运行在这里上下排列，共用一条时间轴：哪一个用时最长，它在等什么。</translation>
    </message>
    <message>
        <source>Honest stopwatch</source>
        <translation>诚实的秒表</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Go to a demo and choose Run, Compare variants…, or choose recordings in the history.</source>
        <translation>到一个演示，选择“运行”“比较变体…”，或者在历史中选择记录。</translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation>{0}/{1} 次运行</translation>
    </message>
    <message>
        <source>Honest stopwatch · {0}</source>
        <translation>诚实的秒表 · {0}</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>{0} · {1}×</source>
        <translation>{0} · {1}×</translation>
    </message>
    <message>
        <source>before: {0}</source>
        <translation>之前：{0}</translation>
    </message>
    <message>
        <source>and {0} more lanes</source>
        <translation>还有 {0} 条泳道</translation>
    </message>
    <message>
        <source>ideal: work like the first one&apos;s, shared by {0} cores</source>
        <translation>理想：与第一个相同的工作由 {0} 个核心分担</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Find in the output (Ctrl+F)</source>
        <translation>在输出中查找 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Copy the output with times and lanes</source>
        <translation>复制输出（含时间与泳道）</translation>
    </message>
    <message>
        <source>Save the output ...</source>
        <translation>保存输出…</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Your program</source>
        <translation>你的程序</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Many runs</source>
        <translation>多次运行</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监视器</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Class sheet</source>
        <translation>课堂记录</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>未能载入</translation>
    </message>
    <message>
        <source>… side by side</source>
        <translation>…并排比较</translation>
    </message>
</context>
<context>
    <name>CpuStrip</name>
    <message>
        <source>Load of the cores, and of lanes (estimated)</source>
        <translation>各核心的负载，以及各泳道的负载（估计值）</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计值</translation>
    </message>
    <message>
        <source>Click: fewer rows.</source>
        <translation>点击：显示较少的行。</translation>
    </message>
    <message>
        <source>Click: the lanes too.</source>
        <translation>点击：也显示各泳道。</translation>
    </message>
    <message>
        <source>{0}: nobody looked here.</source>
        <translation>{0}：此处没有观察。</translation>
    </message>
    <message>
        <source>{0} (estimated): {1}</source>
        <translation>{0}（估计值）：{1}</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>The picture is hidden</source>
        <translation>画面已隐藏</translation>
    </message>
</context>
<context>
    <name>DemoTab</name>
    <message>
        <source>Run the program once in its own tab before.</source>
        <translation>请先在它自己的标签页里运行一次程序。</translation>
    </message>
    <message>
        <source>Another recording is still being read here: cancel that, then open this one.</source>
        <translation>这里还在读取另一份记录：请先取消，再打开这一份。</translation>
    </message>
    <message>
        <source>A program is still running here: stop it, then open the recording.</source>
        <translation>这里还有程序在运行：先停止它，再打开记录。</translation>
    </message>
    <message>
        <source>Opening the recording…</source>
        <translation>正在打开记录…</translation>
    </message>
    <message>
        <source>opening the recording</source>
        <translation>正在打开记录</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>ended · reading the rest of the recording</source>
        <translation>已结束 · 正在读取余下的记录</translation>
    </message>
    <message>
        <source>running, but not all lanes · {0}</source>
        <translation>运行中，但并非所有泳道 · {0}</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>什么也没有记录下来。</translation>
    </message>
    <message>
        <source>run ended · {0}</source>
        <translation>运行结束 · {0}</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Export the recording</source>
        <translation>导出记录</translation>
    </message>
    <message>
        <source>A page that works offline (*.html)</source>
        <translation>可离线使用的网页 (*.html)</translation>
    </message>
    <message>
        <source>A trace for Perfetto (*.json)</source>
        <translation>供 Perfetto 使用的跟踪 (*.json)</translation>
    </message>
    <message>
        <source>A table for spreadsheets (*.csv)</source>
        <translation>供电子表格使用的表 (*.csv)</translation>
    </message>
    <message>
        <source>exporting · {0} %</source>
        <translation>正在导出 · {0} %</translation>
    </message>
    <message>
        <source>The recording is in {0}.</source>
        <translation>记录在 {0} 中。</translation>
    </message>
    <message>
        <source>The export was given up.</source>
        <translation>已放弃导出。</translation>
    </message>
</context>
<context>
    <name>FailedPage</name>
    <message>
        <source>{0} can&apos;t be shown</source>
        <translation>无法显示 {0}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>上一个 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>下一个 (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>no match</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 个，共 {1} 个</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Claims</source>
        <translation>论断</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Who held which lock, what was in the queues, and who waited, at the moment that is shown</source>
        <translation>在所示时刻，谁持有哪把锁，队列里有什么，谁在等待</translation>
    </message>
    <message>
        <source>Each read and write of the watched data, in order of time</source>
        <translation>被观察数据的每次读写，按时间排列</translation>
    </message>
    <message>
        <source>{0} events came too fast to be recorded one by one.</source>
        <translation>有 {0} 个事件来得太快，没能逐个记录。</translation>
    </message>
    <message>
        <source>{0} processes were still there when the program had ended; the lab ended them.</source>
        <translation>程序结束时还有 {0} 个进程；实验室结束了它们。</translation>
    </message>
    <message>
        <source>The program ended with {0}.</source>
        <translation>程序以 {0} 结束。</translation>
    </message>
    <message>
        <source>Windows of tkinter open on the screen itself, never in the lab, and there is no screen.</source>
        <translation>tkinter 的窗口直接在屏幕上打开，不在实验室里，而这里没有屏幕。</translation>
    </message>
    <message>
        <source>1 process</source>
        <translation>1 个进程</translation>
    </message>
    <message>
        <source>{0} processes</source>
        <translation>{0} 个进程</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 个线程</translation>
    </message>
    <message>
        <source>1 task</source>
        <translation>1 个任务</translation>
    </message>
    <message>
        <source>{0} tasks</source>
        <translation>{0} 个任务</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>1 wait of {1}</source>
        <translation>1 次等待，{1}</translation>
    </message>
    <message>
        <source>{0} waits of {1} in all</source>
        <translation>{0} 次等待，共 {1}</translation>
    </message>
    <message>
        <source>Nothing was recorded: the interpreter couldn&apos;t be traced, or ended at once.</source>
        <translation>什么也没有记录下来：解释器无法跟踪，或者立刻就结束了。</translation>
    </message>
    <message>
        <source>What {0} did can&apos;t be seen: it is no traced Python.</source>
        <translation>{0} 做了什么看不到：它不是被跟踪的 Python。</translation>
    </message>
    <message>
        <source>One lane that never waits: there is no concurrency in this program.</source>
        <translation>只有一条从不等待的泳道：这个程序里没有并发。</translation>
    </message>
    <message>
        <source>{0} events</source>
        <translation>{0} 个事件</translation>
    </message>
    <message>
        <source>slowed by generator lanes</source>
        <translation>因生成器泳道而变慢</translation>
    </message>
</context>
<context>
    <name>GlossaryPage</name>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>What the words of the lesson mean, in English and in Chinese.</source>
        <translation>课程中术语的含义，中英对照。</translation>
    </message>
    <message>
        <source>Search the glossary</source>
        <translation>搜索术语表</translation>
    </message>
    <message>
        <source>No term has all these words in it.</source>
        <translation>没有术语包含所有这些词。</translation>
    </message>
</context>
<context>
    <name>HeartbeatMeter</name>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Latency of the window</source>
        <translation>窗口的延迟</translation>
    </message>
    <message>
        <source>How long the window itself keeps an event waiting (99 % of the last 5 seconds wait less)</source>
        <translation>窗口自己让一个事件等多久（最近 5 秒内 99 % 的事件等得更短）</translation>
    </message>
    <message>
        <source>window hangs: {0:.0f} ms</source>
        <translation>窗口卡住：{0:.0f} ms</translation>
    </message>
    <message>
        <source>window {0:.1f} ms</source>
        <translation>窗口 {0:.1f} ms</translation>
    </message>
</context>
<context>
    <name>HeartbeatPlot</name>
    <message>
        <source>Event loop heartbeat</source>
        <translation>事件循环的心跳</translation>
    </message>
    <message>
        <source>no beat yet</source>
        <translation>还没有心跳</translation>
    </message>
    <message>
        <source>frozen for {0} so far</source>
        <translation>已冻结 {0}</translation>
    </message>
    <message>
        <source>longest freeze {0}</source>
        <translation>最长冻结 {0}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>第三方声明</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>How often each result came out appears here, a row for each program.</source>
        <translation>每种结果出现的次数显示在这里，每个程序一行。</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>The recording can&apos;t be noted: {0}.</source>
        <translation>无法登记这份记录：{0}。</translation>
    </message>
    <message>
        <source>A recording that is still being written can&apos;t be deleted.</source>
        <translation>仍在写入的记录不能删除。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be deleted: {1}.</source>
        <translation>无法删除 {0}：{1}。</translation>
    </message>
    <message>
        <source>Deleted: {0}. Undo brings back what was deleted.</source>
        <translation>已删除：{0}。“撤销”可以恢复删除的内容。</translation>
    </message>
    <message>
        <source>Recordings took more than {0} MB: the oldest went, {1} in all.</source>
        <translation>记录超过了 {0} MB：已移走最旧的，共 {1} 份。</translation>
    </message>
    <message>
        <source>Recordings took more than {0} MB: the oldest went, {1} in all. Undo brings them back.</source>
        <translation>记录超过了 {0} MB：已移走最旧的，共 {1} 份。撤销可以恢复。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be brought back: {1}.</source>
        <translation>无法恢复 {0}：{1}。</translation>
    </message>
    <message>
        <source>Brought back: {0}.</source>
        <translation>已恢复：{0}。</translation>
    </message>
</context>
<context>
    <name>HistoryGraph</name>
    <message>
        <source>a curve appears once a program runs</source>
        <translation>有程序运行时出现曲线</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Each run is kept here, the newest first.</source>
        <translation>每次运行都保存在这里，最新的在最前面。</translation>
    </message>
    <message>
        <source>No recording has all these words in it.</source>
        <translation>没有记录包含所有这些词。</translation>
    </message>
    <message>
        <source>Search recordings</source>
        <translation>搜索记录</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>命名…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Show the chosen recording (double click, Return)</source>
        <translation>显示所选记录（双击或回车）</translation>
    </message>
    <message>
        <source>A pinned recording stays, however full the folder is</source>
        <translation>固定的记录会保留，不论文件夹有多满</translation>
    </message>
    <message>
        <source>Delete the chosen recordings (Del); Undo brings them back</source>
        <translation>删除所选记录 (Del)；“撤销”可以恢复</translation>
    </message>
    <message>
        <source>Most room for recordings</source>
        <translation>记录最多占用的空间</translation>
    </message>
    <message>
        <source>When they take more than</source>
        <translation>当它们占用超过</translation>
    </message>
    <message>
        <source>the oldest that aren&apos;t pinned go.</source>
        <translation>未固定的记录中最旧的会被移走。</translation>
    </message>
    <message>
        <source>reading the recordings · {0} %</source>
        <translation>正在读取记录 · {0} %</translation>
    </message>
    <message>
        <source>{0} recordings, {1}, in {2}</source>
        <translation>{0} 份记录，{1}，位于 {2}</translation>
    </message>
    <message>
        <source>1 recording, {1}, in {2}</source>
        <translation>1 份记录，{1}，位于 {2}</translation>
    </message>
    <message>
        <source>Lay two to {0} recordings beside each other</source>
        <translation>把两份到 {0} 份记录并排放置</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <translation>记录的名称</translation>
    </message>
    <message>
        <source>Empty: it is called after its program.</source>
        <translation>留空：以程序命名。</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>记录的文件夹</translation>
    </message>
</context>
<context>
    <name>JobLauncher</name>
    <message>
        <source>The lab itself failed: {0}</source>
        <translation>实验室自身出错：{0}</translation>
    </message>
</context>
<context>
    <name>KeptRunModel</name>
    <message>
        <source>Recording</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Launcher</source>
        <translation>启动方式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>asyncio task</source>
        <translation>asyncio 任务</translation>
    </message>
    <message>
        <source>QThread</source>
        <translation>QThread</translation>
    </message>
    <message>
        <source>process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>终端</translation>
    </message>
    <message>
        <source> · changed</source>
        <translation> · 已修改</translation>
    </message>
    <message>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>exited {0}</source>
        <translation>退出 {0}</translation>
    </message>
    <message>
        <source>signal {0}</source>
        <translation>信号 {0}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>not ended</source>
        <translation>未结束</translation>
    </message>
</context>
<context>
    <name>KeptRunTable</name>
    <message>
        <source>Recordings</source>
        <translation>记录列表</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>Like the syste&amp;m</source>
        <translation>跟随系统(&amp;M)</translation>
    </message>
</context>
<context>
    <name>Launcher</name>
    <message>
        <source>The lab itself failed: {0!r}</source>
        <translation>实验室自身出错：{0!r}</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读</translation>
    </message>
    <message>
        <source>wrote</source>
        <translation>写</translation>
    </message>
    <message>
        <source>lost to {0}</source>
        <translation>被 {0} 覆盖丢失</translation>
    </message>
    <message>
        <source>read {0} at {1} in line {2}</source>
        <translation>在 {1} 于第 {2} 行读到 {0}</translation>
    </message>
    <message>
        <source>wrote {0} at {1} in line {2}</source>
        <translation>在 {1} 于第 {2} 行写入 {0}</translation>
    </message>
    <message>
        <source>overwritten at {0} by {1}, which had not seen it</source>
        <translation>在 {0} 被没有看到它的 {1} 覆盖</translation>
    </message>
</context>
<context>
    <name>LedgerTable</name>
    <message>
        <source>Each read and write of the watched data appears here, in order of time.</source>
        <translation>对所观察数据的每次读和写按时间顺序显示在这里。</translation>
    </message>
    <message>
        <source>Reads and writes of the watched data</source>
        <translation>被观察数据的读写</translation>
    </message>
    <message>
        <source>{0} of {1} writes were lost.</source>
        <translation>{1} 次写入中丢失了 {0} 次。</translation>
    </message>
    <message>
        <source>Nothing has been written.</source>
        <translation>什么也没有写入。</translation>
    </message>
</context>
<context>
    <name>LessonCard</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Present it on the whole screen (F5)</source>
        <translation>全屏演示（F5）</translation>
    </message>
    <message>
        <source>Put the lesson away</source>
        <translation>收起课程</translation>
    </message>
</context>
<context>
    <name>LessonGuide</name>
    <message>
        <source>Next demo</source>
        <translation>下一个演示</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始学习</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lesson · step {0} of {1}</source>
        <translation>课程 · 第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Concurrency Lab</source>
        <translation>并发实验室</translation>
    </message>
    <message>
        <source>Every demo is a plain Python program. It runs in an interpreter of its own, and everything you see is drawn from the recording of that run: who ran, who waited, and on whom.</source>
        <translation>每个演示都是一个普通的 Python 程序。它在自己的解释器里运行，你看到的一切都取自那次运行的记录：谁在运行，谁在等待，等的是谁。</translation>
    </message>
    <message>
        <source>Search titles, lessons and programs</source>
        <translation>搜索标题、课程和程序</translation>
    </message>
    <message>
        <source>✓ {0} of {1} run</source>
        <translation>✓ 已运行 {0}/{1}</translation>
    </message>
    <message>
        <source>{0} predicted</source>
        <translation>已预测 {0} 个</translation>
    </message>
    <message>
        <source>Nothing has “{0}” in it.</source>
        <translation>没有哪里含有“{0}”。</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>还有 {0} 处</translation>
    </message>
</context>
<context>
    <name>LessonSteps</name>
    <message>
        <source>This recording has no such moment.</source>
        <translation>这份记录里没有这样的时刻。</translation>
    </message>
    <message>
        <source>Run the program first: the recording has the answer.</source>
        <translation>先运行程序：答案在记录里。</translation>
    </message>
    <message>
        <source>There is no variant {0} here.</source>
        <translation>这里没有变体 {0}。</translation>
    </message>
</context>
<context>
    <name>LoadStrip</name>
    <message>
        <source>busy</source>
        <translation>忙碌</translation>
    </message>
    <message>
        <source>{0} cores</source>
        <translation>{0} 个核心</translation>
    </message>
    <message>
        <source>core {0}</source>
        <translation>核心 {0}</translation>
    </message>
    <message>
        <source>on a core</source>
        <translation>在核心上</translation>
    </message>
    <message>
        <source>waits for a core</source>
        <translation>等待核心</translation>
    </message>
    <message>
        <source>waits for the GIL, or rests in C code</source>
        <translation>等待 GIL，或在 C 代码中休息</translation>
    </message>
    <message>
        <source>waits for the GIL or a core, or rests in C code</source>
        <translation>等待 GIL 或核心，或在 C 代码中休息</translation>
    </message>
</context>
<context>
    <name>LoadingBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading the recording · {0} %</source>
        <translation>正在读取记录 · {0} %</translation>
    </message>
    <message>
        <source>Drawing the recording · {0} %</source>
        <translation>正在绘制记录 · {0} %</translation>
    </message>
    <message>
        <source>Looking for what it shows · {0} %</source>
        <translation>正在分析记录 · {0} %</translation>
    </message>
</context>
<context>
    <name>LockView</name>
    <message>
        <source>Who held which lock when, and how many waited for it</source>
        <translation>哪把锁何时由谁持有，有多少个在等它</translation>
    </message>
    <message>
        <source>guards {0}</source>
        <translation>保护 {0}</translation>
    </message>
    <message>
        <source>{0} was free at {1}.</source>
        <translation>{0} 在 {1} 空闲。</translation>
    </message>
    <message>
        <source>{0} was held by {1} from {2} on (line {3}).</source>
        <translation>{0} 自 {2} 起由 {1} 持有（第 {3} 行）。</translation>
    </message>
    <message>
        <source>Lanes that waited for it: {0}</source>
        <translation>等过它的泳道：{0}</translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Ways to start a process</source>
        <translation>启动进程的方式</translation>
    </message>
    <message>
        <source>{0} (usual: {1})</source>
        <translation>{0}（默认：{1}）</translation>
    </message>
    <message>
        <source>Global interpreter lock</source>
        <translation>全局解释器锁</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Pythons</source>
        <translation>Python 解释器</translation>
    </message>
    <message>
        <source>{0}, {1} of them for the lab</source>
        <translation>{0}，其中 {1} 个供实验室使用</translation>
    </message>
    <message>
        <source>, free-threaded</source>
        <translation>，自由线程</translation>
    </message>
</context>
<context>
    <name>MachineGraphs</name>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>各进程</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Context switches</source>
        <translation>上下文切换</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>what runs</source>
        <translation>运行的程序</translation>
    </message>
    <message>
        <source>the lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>whole machine</source>
        <translation>整台机器</translation>
    </message>
    <message>
        <source>late by</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>How busy each core is, whoever uses it</source>
        <translation>每个核心有多忙，不论谁在使用</translation>
    </message>
    <message>
        <source>CPU time of each process of the run: 100 % is one core</source>
        <translation>运行中每个进程的 CPU 时间：100 % 是一个核心</translation>
    </message>
    <message>
        <source>Memory that is resident, shared pages counted in each process</source>
        <translation>常驻内存，共享页在每个进程中都计入</translation>
    </message>
    <message>
        <source>Threads of the operating system in all processes of the run</source>
        <translation>运行中所有进程里的操作系统线程</translation>
    </message>
    <message>
        <source>How often a core went from one thread to another, per second</source>
        <translation>每秒钟核心从一个线程转到另一个线程的次数</translation>
    </message>
    <message>
        <source>How long this window keeps an event waiting</source>
        <translation>本窗口让一个事件等多久</translation>
    </message>
    <message>
        <source>core {0}</source>
        <translation>核心 {0}</translation>
    </message>
    <message>
        <source>busiest</source>
        <translation>最忙</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>idlest</source>
        <translation>最闲</translation>
    </message>
</context>
<context>
    <name>ManyRunsPage</name>
    <message>
        <source>Many runs</source>
        <translation>多次运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Go to a demo and choose Run, Run many times…</source>
        <translation>到一个演示，选择“运行”“运行多次…”。</translation>
    </message>
    <message>
        <source>More at a time are sooner done, but disturb each other</source>
        <translation>同时运行得越多完成越快，但会互相干扰</translation>
    </message>
    <message>
        <source>runs of each</source>
        <translation>每个运行次数</translation>
    </message>
    <message>
        <source>at a time</source>
        <translation>同时运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行次数</translation>
    </message>
    <message>
        <source>Each run appears here: open one to see how it came to its result.</source>
        <translation>每次运行显示在这里：打开一个，看它是怎样得到结果的。</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>多频繁</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>统计什么</translation>
    </message>
    <message>
        <source>The runs can&apos;t be recorded: {0}.</source>
        <translation>运行无法记录：{0}。</translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation>{0}/{1} 次运行</translation>
    </message>
    <message>
        <source>{0} · about {1} left</source>
        <translation>{0} · 大约还剩 {1}</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} 在运行</translation>
    </message>
    <message>
        <source>given up after {0} runs</source>
        <translation>{0} 次运行后放弃</translation>
    </message>
    <message>
        <source>{0} at the end</source>
        <translation>结束时的 {0}</translation>
    </message>
    <message>
        <source>printed: {0}</source>
        <translation>打印：{0}</translation>
    </message>
    <message>
        <source>time in s</source>
        <translation>时间（秒）</translation>
    </message>
    <message>
        <source>not ended</source>
        <translation>未结束</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>This will take about {0} of memory, more than the {1} that are free: the machine may stand still.</source>
        <translation>这大约需要 {0} 内存，超过空闲的 {1}：机器可能会停滞。</translation>
    </message>
    <message>
        <source>This will take about {0} of memory; {1} are free.</source>
        <translation>这大约需要 {0} 内存；空闲 {1}。</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>The whole run</source>
        <translation>整次运行</translation>
    </message>
    <message>
        <source>The whole run: drag the frame or its edges; double-click to see everything (0)</source>
        <translation>整次运行：拖动框或它的边缘；双击查看全部 (0)</translation>
    </message>
</context>
<context>
    <name>MishapDialog</name>
    <message>
        <source>Something in the lab failed</source>
        <translation>实验室出错了</translation>
    </message>
    <message>
        <source>This is a fault of the lab, not of your program. You can go on; what you were doing last may not have been done. The report below helps whoever mends it. The log is {0}.</source>
        <translation>这是实验室的错误，不是你程序的错误。可以继续使用；刚才的操作可能没有完成。下面的报告有助于修复。日志在 {0}。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Something in the lab itself failed. The lab goes on.</source>
        <translation>实验室自身出错了。实验室继续运行。</translation>
    </message>
    <message>
        <source>Something in the lab itself failed {0} times. The lab goes on.</source>
        <translation>实验室自身出错 {0} 次。实验室继续运行。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>MishapWatch</name>
    <message>
        <source>Something in the lab itself failed: {0}</source>
        <translation>实验室自身出错：{0}</translation>
    </message>
</context>
<context>
    <name>MomentPane</name>
    <message>
        <source>How everything stood at this moment</source>
        <translation>这一时刻的全部状况</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Watched data</source>
        <translation>被观察的数据</translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation>谁在等谁</translation>
    </message>
    <message>
        <source>At {0}</source>
        <translation>在 {0}</translation>
    </message>
    <message>
        <source>Nothing is held, waited for or watched.</source>
        <translation>没有锁被持有，没有谁在等待，也没有被观察的数据。</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>held by {0}</source>
        <translation>由 {0} 持有</translation>
    </message>
    <message>
        <source>held by {0} for {1}, since line {2}</source>
        <translation>由 {0} 持有 {1}，自第 {2} 行起</translation>
    </message>
    <message>
        <source> · guards {0}</source>
        <translation> · 保护 {0}</translation>
    </message>
    <message>
        <source>length not told</source>
        <translation>长度未知</translation>
    </message>
    <message>
        <source>{0} items</source>
        <translation>{0} 项</translation>
    </message>
    <message>
        <source> · wait to put: {0}</source>
        <translation> · 等待放入：{0}</translation>
    </message>
    <message>
        <source> · wait to get: {0}</source>
        <translation> · 等待取出：{0}</translation>
    </message>
    <message>
        <source>{0} = {1} (touched last by {2})</source>
        <translation>{0} = {1}（最后由 {2} 访问）</translation>
    </message>
    <message>
        <source>They wait for each other all around: none of them can go on.</source>
        <translation>它们环环相等：谁也无法继续。</translation>
    </message>
    <message>
        <source> · waiting: {0}</source>
        <translation> · 等待中：{0}</translation>
    </message>
</context>
<context>
    <name>MomentPictures</name>
    <message>
        <source>and {0} more that were used less</source>
        <translation>以及 {0} 个使用较少的</translation>
    </message>
</context>
<context>
    <name>MonitorDock</name>
    <message>
        <source>Monitor</source>
        <translation>监视器</translation>
    </message>
</context>
<context>
    <name>MonitorFeed</name>
    <message>
        <source>The machine can&apos;t be watched here: {0}</source>
        <translation>这里无法监视机器：{0}</translation>
    </message>
    <message>
        <source>Process {0} was killed.</source>
        <translation>进程 {0} 已被杀死。</translation>
    </message>
    <message>
        <source>Process {0} was asked to end.</source>
        <translation>已请求进程 {0} 结束。</translation>
    </message>
</context>
<context>
    <name>MonitorPage</name>
    <message>
        <source>Monitor</source>
        <translation>监视器</translation>
    </message>
    <message>
        <source>The machine and all processes of what runs in the lab, ten times a second.</source>
        <translation>机器以及实验室中运行的所有进程，每秒十次。</translation>
    </message>
</context>
<context>
    <name>MonitorPane</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let the picture stand still; what runs goes on</source>
        <translation>让画面静止；程序继续运行</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>各进程</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>NotesWindow</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Time since presenting began</source>
        <translation>演示已进行的时间</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>接下来</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>多少个</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>is done</source>
        <translation>完成了</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>Runs in its folder, {0}</source>
        <translation>在它所在的文件夹 {0} 中运行</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>The program of this recording, {0}, is gone.</source>
        <translation>这份记录的程序 {0} 已不存在。</translation>
    </message>
</context>
<context>
    <name>OutputFile</name>
    <message>
        <source>Save the output as</source>
        <translation>输出另存为</translation>
    </message>
    <message>
        <source>The output couldn&apos;t be saved: {0}.</source>
        <translation>输出无法保存：{0}。</translation>
    </message>
</context>
<context>
    <name>OutputView</name>
    <message>
        <source> … {0} more characters</source>
        <translation> …还有 {0} 个字符</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>{0} earlier lines are no longer kept</source>
        <translation>更早的 {0} 行不再保留</translation>
    </message>
</context>
<context>
    <name>OwnFreeze</name>
    <message>
        <source>Freeze this window</source>
        <translation>冻结本窗口</translation>
    </message>
    <message>
        <source>This window will stand still for {0:.0f} seconds.</source>
        <translation>本窗口将静止 {0:.0f} 秒。</translation>
    </message>
    <message>
        <source>Click and type meanwhile: nothing is drawn and nobody answers, and all of it arrives afterwards. Programs that run go on.</source>
        <translation>期间请点击和打字：什么也不会画出来，也没有响应，之后才全部到达。正在运行的程序继续运行。</translation>
    </message>
    <message>
        <source>Freeze it</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>This window stood still for {0:.1f} s: look at its pulse at the left.</source>
        <translation>本窗口静止了 {0:.1f} 秒：看看左边它的脉搏。</translation>
    </message>
</context>
<context>
    <name>OwnProgramPage</name>
    <message>
        <source>Your program</source>
        <translation>你的程序</translation>
    </message>
    <message>
        <source>Open any Python file, or drop one on this window: it runs as it is, in its own folder, and gets the same timeline as the demos. A name in capitals at its top, such as THREADS = 4, becomes a field; the comment # watch behind self.balance = 0 makes reads and writes visible.</source>
        <translation>打开任何 Python 文件，或把它拖到这个窗口上：它原样在自己的文件夹里运行，并得到与演示相同的时间线。文件开头的大写名字，例如 THREADS = 4，会成为一个输入框；在 self.balance = 0 后面加上注释 # watch，读写就看得见了。</translation>
    </message>
    <message>
        <source>Open program…</source>
        <translation>打开程序…</translation>
    </message>
    <message>
        <source>Begin with a small one</source>
        <translation>从一个小程序开始</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>以前打开过</translation>
    </message>
</context>
<context>
    <name>ParameterField</name>
    <message>
        <source>from {0}</source>
        <translation>从 {0} 起</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>到 {0} 止</translation>
    </message>
</context>
<context>
    <name>ParameterForm</name>
    <message>
        <source>This program has no parameters: NAME = value at its top makes one.</source>
        <translation>这个程序没有参数：在开头写 NAME = 值 就有了一个。</translation>
    </message>
</context>
<context>
    <name>PartKeys</name>
    <message>
        <source>In the program and the output</source>
        <translation>在程序和输出中</translation>
    </message>
    <message>
        <source>find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>next match · previous match</source>
        <translation>下一处 · 上一处</translation>
    </message>
    <message>
        <source>close the search</source>
        <translation>关闭查找</translation>
    </message>
    <message>
        <source>make lines a comment, or no longer</source>
        <translation>把若干行变为注释，或取消</translation>
    </message>
    <message>
        <source>indent · unindent</source>
        <translation>缩进 · 取消缩进</translation>
    </message>
    <message>
        <source>leave the program with the keyboard</source>
        <translation>让键盘离开程序</translation>
    </message>
    <message>
        <source>end the input of a program that asks for a line</source>
        <translation>结束正在等待一行输入的程序的输入</translation>
    </message>
    <message>
        <source>In the window of a program</source>
        <translation>在程序的窗口中</translation>
    </message>
    <message>
        <source>give the keys back to the lab</source>
        <translation>把按键交还给实验室</translation>
    </message>
    <message>
        <source>In the replay and the bookmarks</source>
        <translation>在回放和书签中</translation>
    </message>
    <message>
        <source>play or hold</source>
        <translation>播放或定住</translation>
    </message>
    <message>
        <source>go to the bookmark</source>
        <translation>前往书签</translation>
    </message>
    <message>
        <source>write its note</source>
        <translation>填写它的备注</translation>
    </message>
    <message>
        <source>delete it</source>
        <translation>删除它</translation>
    </message>
    <message>
        <source>In the history</source>
        <translation>在历史中</translation>
    </message>
    <message>
        <source>show the chosen recording</source>
        <translation>显示所选的记录</translation>
    </message>
    <message>
        <source>delete the chosen recordings</source>
        <translation>删除所选的记录</translation>
    </message>
    <message>
        <source>bring back what was deleted</source>
        <translation>恢复刚删除的内容</translation>
    </message>
</context>
<context>
    <name>PredictionPane</name>
    <message>
        <source>Your prediction</source>
        <translation>你的预测</translation>
    </message>
    <message>
        <source>your number</source>
        <translation>你的数字</translation>
    </message>
    <message>
        <source>The recording can&apos;t tell.</source>
        <translation>记录说明不了。</translation>
    </message>
    <message>
        <source>measured {0}</source>
        <translation>测得 {0}</translation>
    </message>
    <message>
        <source>One hand less for “{0}”</source>
        <translation>“{0}”少一只手</translation>
    </message>
    <message>
        <source>One hand more for “{0}”</source>
        <translation>“{0}”多一只手</translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>Keys while presenting</source>
        <translation>演示时的按键</translation>
    </message>
    <message>
        <source>? shows the keys, Esc ends presenting</source>
        <translation>? 显示按键，Esc 结束演示</translation>
    </message>
    <message>
        <source>There is no lesson on this page.</source>
        <translation>这一页没有课程。</translation>
    </message>
    <message>
        <source>That was the last step. Once more: the next demo.</source>
        <translation>这是最后一步。再按一次：下一个演示。</translation>
    </message>
    <message>
        <source>This step is still going on. Once more: stop it and go on.</source>
        <translation>这一步还在进行。再按一次：停止它并继续。</translation>
    </message>
    <message>
        <source>Step {0}: Enter goes there</source>
        <translation>第 {0} 步：按 Enter 前往</translation>
    </message>
    <message>
        <source>PageDown · Right · Space · N</source>
        <translation>PageDown · → · 空格 · N</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>PageUp · Left · P · Backspace</source>
        <translation>PageUp · ← · P · Backspace</translation>
    </message>
    <message>
        <source>undo this step</source>
        <translation>撤销这一步</translation>
    </message>
    <message>
        <source>Home · End</source>
        <translation>Home · End</translation>
    </message>
    <message>
        <source>before the first step · all steps</source>
        <translation>第一步之前 · 所有步骤</translation>
    </message>
    <message>
        <source>3 Enter</source>
        <translation>3 Enter</translation>
    </message>
    <message>
        <source>go to step 3</source>
        <translation>前往第 3 步</translation>
    </message>
    <message>
        <source>B or . · W or ,</source>
        <translation>B 或 . · W 或 ,</translation>
    </message>
    <message>
        <source>black · white</source>
        <translation>黑屏 · 白屏</translation>
    </message>
    <message>
        <source>S · Z</source>
        <translation>S · Z</translation>
    </message>
    <message>
        <source>spotlight · magnifier</source>
        <translation>聚光灯 · 放大镜</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>these keys</source>
        <translation>这些按键</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>one thing less; at last, end presenting</source>
        <translation>退出一层；最后结束演示</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>end presenting</source>
        <translation>结束演示</translation>
    </message>
    <message>
        <source>the next demo</source>
        <translation>下一个演示</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>ProcessModel</name>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>pid</source>
        <translation>进程号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>waiting for a disk</source>
        <translation>等待磁盘</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>zombie</source>
        <translation>僵尸</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>闲置</translation>
    </message>
    <message>
        <source>the lab itself</source>
        <translation>实验室自身</translation>
    </message>
</context>
<context>
    <name>ProcessTable</name>
    <message>
        <source>Stop process</source>
        <translation>停止进程</translation>
    </message>
    <message>
        <source>Kill process</source>
        <translation>杀死进程</translation>
    </message>
    <message>
        <source>Ask the process to end (SIGTERM; on Windows it is ended at once)</source>
        <translation>请求进程结束（SIGTERM；在 Windows 上会立即结束）</translation>
    </message>
    <message>
        <source>End the process at once: it can&apos;t put anything away</source>
        <translation>立即结束进程：它来不及收尾</translation>
    </message>
    <message>
        <source>The lab&apos;s own processes appear here, and those of what runs in it.</source>
        <translation>实验室自己的进程和其中运行的程序的进程显示在这里。</translation>
    </message>
    <message>
        <source>Processes of what runs</source>
        <translation>正在运行的进程</translation>
    </message>
</context>
<context>
    <name>ProgramPane</name>
    <message>
        <source>Back to the program as it was</source>
        <translation>恢复程序原样</translation>
    </message>
    <message>
        <source>Save as a file of your own…</source>
        <translation>另存为你自己的文件…</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>命令行参数</translation>
    </message>
    <message>
        <source>arguments, as in a terminal</source>
        <translation>参数，就像在终端里输入那样</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>{0} · changed</source>
        <translation>{0} · 已修改</translation>
    </message>
    <message>
        <source>There is no program to run.</source>
        <translation>没有可运行的程序。</translation>
    </message>
    <message>
        <source>The arguments have a quotation mark without its partner.</source>
        <translation>参数里有一个没有配对的引号。</translation>
    </message>
    <message>
        <source>Save the program as</source>
        <translation>程序另存为</translation>
    </message>
    <message>
        <source>Python programs (*.py)</source>
        <translation>Python 程序 (*.py)</translation>
    </message>
    <message>
        <source>The program couldn&apos;t be saved: {0}.</source>
        <translation>程序无法保存：{0}。</translation>
    </message>
</context>
<context>
    <name>PythonBox</name>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>looking for others…</source>
        <translation>正在寻找其他 Python…</translation>
    </message>
    <message>
        <source>the lab&apos;s own</source>
        <translation>实验室自带</translation>
    </message>
    <message>
        <source>Python {0}</source>
        <translation>Python {0}</translation>
    </message>
    <message>
        <source>{0}, no GIL</source>
        <translation>{0}，无 GIL</translation>
    </message>
    <message>
        <source>The Python that runs the program: {0}</source>
        <translation>运行程序的 Python：{0}</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>How many items were in which queue</source>
        <translation>各队列中有多少项</translation>
    </message>
    <message>
        <source>{0} at most</source>
        <translation>最多 {0}</translation>
    </message>
    <message>
        <source>{0} at {1}: {2} items</source>
        <translation>{0} 在 {1}：{2} 项</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Nothing has all these words in it.</source>
        <translation>没有内容包含所有这些词。</translation>
    </message>
</context>
<context>
    <name>RailBar</name>
    <message>
        <source>Demos</source>
        <translation>各演示</translation>
    </message>
</context>
<context>
    <name>RailColumn</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search demos and source</source>
        <translation>搜索演示和源代码</translation>
    </message>
</context>
<context>
    <name>RemoteDialog</name>
    <message>
        <source>Teach a remote</source>
        <translation>学习遥控器</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Undo this step</source>
        <translation>撤销这一步</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>聚光灯</translation>
    </message>
    <message>
        <source>End presenting</source>
        <translation>结束演示</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>全部忘记</translation>
    </message>
    <message>
        <source>Most remotes send PageDown, PageUp, F5, Esc and a full stop, which are known. For any other: choose what a button shall do, then press the button.</source>
        <translation>大多数遥控器发送 PageDown、PageUp、F5、Esc 和句点，这些都已认识。其他按钮：先选择它的功能，再按下该按钮。</translation>
    </message>
    <message>
        <source>Teach…</source>
        <translation>学习…</translation>
    </message>
    <message>
        <source>Teach: {0}</source>
        <translation>学习：{0}</translation>
    </message>
    <message>
        <source>Press a button of your remote to teach it.</source>
        <translation>请按下遥控器上要学习的按钮。</translation>
    </message>
    <message>
        <source>no button yet</source>
        <translation>还没有按钮</translation>
    </message>
    <message>
        <source>That key means something else. Press another button, or Esc.</source>
        <translation>那个按键另有含义。请按别的按钮，或按 Esc。</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>Speed of the replay: a race of 10 ms takes 10 s at 0.001×</source>
        <translation>回放速度：10 ms 的竞争在 0.001× 下要放 10 s</translation>
    </message>
    <message>
        <source>Time of the replay</source>
        <translation>回放时间</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Show the present and move along with it (End)</source>
        <translation>显示当前时刻并随之移动 (End)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold the picture; a program that runs, runs on (Ctrl+P)</source>
        <translation>定住画面；正在运行的程序继续运行 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Play the run again at the chosen speed (Ctrl+P)</source>
        <translation>以所选速度再次播放这次运行 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play on from here at the chosen speed (Ctrl+P)</source>
        <translation>以所选速度从这里继续播放 (Ctrl+P)</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Variants</source>
        <translation>各变体</translation>
    </message>
    <message>
        <source>Launcher</source>
        <translation>启动方式</translation>
    </message>
    <message>
        <source>How the lab starts the program without holding up this window</source>
        <translation>实验室怎样启动程序而不卡住本窗口</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the program and everything that it started (Ctrl+.)</source>
        <translation>结束程序及其启动的一切 (Ctrl+.)</translation>
    </message>
    <message>
        <source>generators</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>A lane for each generator</source>
        <translation>每个生成器一条泳道</translation>
    </message>
    <message>
        <source>by</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>asyncio task</source>
        <translation>asyncio 任务</translation>
    </message>
    <message>
        <source>QThread</source>
        <translation>QThread</translation>
    </message>
    <message>
        <source>process (spawn)</source>
        <translation>进程 (spawn)</translation>
    </message>
    <message>
        <source>A lane for each generator and for each coroutine that is driven by hand.</source>
        <translation>每个生成器和每个手动驱动的协程各有一条泳道。</translation>
    </message>
    <message>
        <source>{0}
On Python 3.11 this slows down the whole program several times: times are longer, and proportions differ.</source>
        <translation>{0}
在 Python 3.11 上这会使整个程序慢好几倍：时间变长，比例也不同。</translation>
    </message>
</context>
<context>
    <name>RunSession</name>
    <message>
        <source>The recording can&apos;t be read any more: {0}.</source>
        <translation>记录无法再读取：{0}。</translation>
    </message>
    <message>
        <source>The recording can&apos;t be shown: something in the lab itself failed.</source>
        <translation>记录无法显示：实验室自身出了错。</translation>
    </message>
    <message>
        <source>You gave up reading the recording at {0} %: the rest isn&apos;t shown.</source>
        <translation>你在 {0} % 时放弃了读取记录：其余部分不显示。</translation>
    </message>
    <message>
        <source>You gave up having the recording judged: nothing is said about it.</source>
        <translation>你放弃了对记录的评判：不作任何结论。</translation>
    </message>
    <message>
        <source>You gave up opening the recording.</source>
        <translation>你放弃了打开记录。</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Nothing has been printed by this moment.</source>
        <translation>到这一时刻还没有打印任何内容。</translation>
    </message>
    <message>
        <source>The program printed nothing.</source>
        <translation>程序什么也没有打印。</translation>
    </message>
</context>
<context>
    <name>ScreenPanel</name>
    <message>
        <source>Fit</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>Make the program&apos;s window as large as this pane</source>
        <translation>让程序的窗口与这个窗格一样大</translation>
    </message>
    <message>
        <source>Close the program&apos;s window</source>
        <translation>关闭程序的窗口</translation>
    </message>
    <message>
        <source>not responding for {0} s · 1 click waiting</source>
        <translation>已 {0} 秒没有响应 · 1 次点击在等待</translation>
    </message>
    <message>
        <source>not responding for {0} s · {1} clicks waiting</source>
        <translation>已 {0} 秒没有响应 · {1} 次点击在等待</translation>
    </message>
    <message>
        <source>not responding for {0} s</source>
        <translation>已 {0} 秒没有响应</translation>
    </message>
    <message>
        <source>This program draws with OpenGL, which the lab can&apos;t show.</source>
        <translation>这个程序用 OpenGL 绘图，实验室无法显示。</translation>
    </message>
    <message>
        <source>This program&apos;s window is made with Qt Quick, which the lab can&apos;t show.</source>
        <translation>这个程序的窗口用 Qt Quick 制作，实验室无法显示。</translation>
    </message>
    <message>
        <source>This program&apos;s window is too large to be shown here.</source>
        <translation>这个程序的窗口太大，无法在这里显示。</translation>
    </message>
    <message>
        <source>The program has closed its window and goes on.</source>
        <translation>程序关闭了窗口，仍在继续运行。</translation>
    </message>
    <message>
        <source>Shift+Esc gives the keys back</source>
        <translation>按 Shift+Esc 交还键盘</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>There is no timeline on this page.</source>
        <translation>这一页上没有时间线。</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Class sheet</source>
        <translation>课堂记录</translation>
    </message>
    <message>
        <source>What was predicted since the lab was opened, and what the recordings said.</source>
        <translation>实验室打开以来的预测，以及记录给出的答案。</translation>
    </message>
    <message>
        <source>Save as a table (CSV)…</source>
        <translation>保存为表格 (CSV)…</translation>
    </message>
    <message>
        <source>Save as a page to print (HTML)…</source>
        <translation>保存为可打印的网页 (HTML)…</translation>
    </message>
    <message>
        <source>Nothing yet: predict something beside a program, or run one.</source>
        <translation>还没有内容：在程序旁作一个预测，或者运行一个程序。</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>所作预测</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测得</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>最近一次运行</translation>
    </message>
    <message>
        <source>The class sheet couldn&apos;t be saved: {0}.</source>
        <translation>课堂记录无法保存：{0}。</translation>
    </message>
    <message>
        <source>The class sheet is saved in {0}.</source>
        <translation>课堂记录已保存到 {0}。</translation>
    </message>
    <message>
        <source>Save the class sheet as</source>
        <translation>课堂记录另存为</translation>
    </message>
    <message>
        <source>predicted: {0}</source>
        <translation>预测：{0}</translation>
    </message>
    <message>
        <source>hands: {0}</source>
        <translation>举手：{0}</translation>
    </message>
    <message>
        <source>measured: {0}</source>
        <translation>测得：{0}</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>What the download does</source>
        <translation>下载做什么</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>a child process</source>
        <translation>一个子进程</translation>
    </message>
    <message>
        <source>Download in all</source>
        <translation>全部开始下载</translation>
    </message>
    <message>
        <source>About in all</source>
        <translation>全部点“关于”</translation>
    </message>
    <message>
        <source>Try it on this very window…</source>
        <translation>就在本窗口上试试…</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Tick programs above: their windows appear here side by side.</source>
        <translation>勾选上面的程序：它们的窗口会并排显示在这里。</translation>
    </message>
    <message>
        <source>{0}, side by side</source>
        <translation>{0}，并排比较</translation>
    </message>
    <message>
        <source>The same window, the same clicks, all at once. Whose loop goes on turning?</source>
        <translation>同样的窗口，同样的点击，同时进行。谁的循环还在转？</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>响应</translation>
    </message>
    <message>
        <source>All have ended.</source>
        <translation>全部已结束。</translation>
    </message>
</context>
<context>
    <name>StateKey</name>
    <message>
        <source>it runs</source>
        <translation>在运行</translation>
    </message>
    <message>
        <source>it sleeps</source>
        <translation>在睡眠</translation>
    </message>
    <message>
        <source>it waits for a lock or a signal</source>
        <translation>在等待锁或信号</translation>
    </message>
    <message>
        <source>it waits for data</source>
        <translation>在等待数据</translation>
    </message>
    <message>
        <source>it waits for another to end</source>
        <translation>在等待别的结束</translation>
    </message>
</context>
<context>
    <name>Stopwatch</name>
    <message>
        <source>together {0}</source>
        <translation>合计 {0}</translation>
    </message>
    <message>
        <source>the program printed {0}</source>
        <translation>程序打印了 {0}</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>start of children</source>
        <translation>启动子进程</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>collect</source>
        <translation>收集</translation>
    </message>
</context>
<context>
    <name>TabFace</name>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>What this run shows</source>
        <translation>这次运行说明了什么</translation>
    </message>
    <message>
        <source>Press Run: each process and thread gets a lane here.</source>
        <translation>点“运行”：每个进程和线程在这里都有一条泳道。</translation>
    </message>
    <message>
        <source>What the program prints appears here, with the lane that printed it.</source>
        <translation>程序打印的内容显示在这里，并标明是哪条泳道打印的。</translation>
    </message>
    <message>
        <source>After the run: what the recording shows, and what it doesn&apos;t.</source>
        <translation>运行之后：记录能说明什么，不能说明什么。</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>+ {0} threads</source>
        <translation>+ {0} 个线程</translation>
    </message>
    <message>
        <source>+ {0} tasks</source>
        <translation>+ {0} 个任务</translation>
    </message>
    <message>
        <source>+ {0} lanes</source>
        <translation>+ {0} 条泳道</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>waiting for a lock</source>
        <translation>等待锁</translation>
    </message>
    <message>
        <source>a lock</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>waiting for a condition</source>
        <translation>等待条件变量</translation>
    </message>
    <message>
        <source>a condition</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>waiting for an event</source>
        <translation>等待事件</translation>
    </message>
    <message>
        <source>an event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>waiting for a semaphore</source>
        <translation>等待信号量</translation>
    </message>
    <message>
        <source>a semaphore</source>
        <translation>信号量</translation>
    </message>
    <message>
        <source>waiting at a barrier</source>
        <translation>在屏障处等待</translation>
    </message>
    <message>
        <source>a barrier</source>
        <translation>屏障</translation>
    </message>
    <message>
        <source>putting into a queue</source>
        <translation>放入队列</translation>
    </message>
    <message>
        <source>a queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>getting from a queue</source>
        <translation>从队列取</translation>
    </message>
    <message>
        <source>awaiting</source>
        <translation>正在 await</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>reading or writing</source>
        <translation>读写数据</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>waiting for input</source>
        <translation>等待输入</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>等待线程结束</translation>
    </message>
    <message>
        <source>a thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>waiting for a process</source>
        <translation>等待进程</translation>
    </message>
    <message>
        <source>a process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>not traced</source>
        <translation>未跟踪</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>hand-over</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>item</source>
        <translation>数据项</translation>
    </message>
    <message>
        <source>wake-up</source>
        <translation>唤醒</translation>
    </message>
    <message>
        <source>message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>等到结束</translation>
    </message>
    <message>
        <source>killed, or ended by an exception</source>
        <translation>被杀死，或因异常结束</translation>
    </message>
    <message>
        <source>waiting for {0}</source>
        <translation>等待{0}</translation>
    </message>
    <message>
        <source>{0} lanes, from {1} to {2}.</source>
        <translation>{0} 条泳道，从 {1} 到 {2}。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}: {1}, since {2}.</source>
        <translation>{0}：{1}，自 {2} 起。</translation>
    </message>
    <message>
        <source>{0}: {1}, from {2} on, for {3}.</source>
        <translation>{0}：{1}，从 {2} 起，持续 {3}。</translation>
    </message>
    <message>
        <source>earlier, later</source>
        <translation>更早、更晚</translation>
    </message>
    <message>
        <source>the lane above, below</source>
        <translation>上面、下面的泳道</translation>
    </message>
    <message>
        <source>zoom in, out</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>zoom to what the lane does at the cursor</source>
        <translation>放大到泳道在光标处做的事</translation>
    </message>
    <message>
        <source>the lane&apos;s previous, next event</source>
        <translation>泳道的上一个、下一个事件</translation>
    </message>
    <message>
        <source>from a wait to its holder</source>
        <translation>从等待跳到持有者</translation>
    </message>
    <message>
        <source>fold this process, all processes</source>
        <translation>折叠这个进程、所有进程</translation>
    </message>
    <message>
        <source>follow the present</source>
        <translation>跟随当前时刻</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>bookmark the moment</source>
        <translation>为此刻加书签</translation>
    </message>
    <message>
        <source>play or hold</source>
        <translation>播放或定住</translation>
    </message>
    <message>
        <source>these keys</source>
        <translation>这些按键</translation>
    </message>
    <message>
        <source>no lane, no cursor</source>
        <translation>取消泳道与光标</translation>
    </message>
    <message>
        <source>Keys of the timeline</source>
        <translation>时间线的按键</translation>
    </message>
</context>
<context>
    <name>TimelinePictures</name>
    <message>
        <source>Save a picture of the timeline</source>
        <translation>保存时间线的图片</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawing for print (*.svg)</source>
        <translation>打印用矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>The picture is in {0}.</source>
        <translation>图片在 {0} 中。</translation>
    </message>
    <message>
        <source>The picture can&apos;t be saved: {0}.</source>
        <translation>图片无法保存：{0}。</translation>
    </message>
</context>
<context>
    <name>TrustBar</name>
    <message>
        <source>{0} will run with all your rights: run only programs that you trust.</source>
        <translation>{0} 将以你的全部权限运行：只运行你信任的程序。</translation>
    </message>
</context>
<context>
    <name>WaitGraph</name>
    <message>
        <source>Who waits for whom</source>
        <translation>谁在等谁</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>还有 {0} 处</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Concurrency Lab</source>
        <translation>并发实验室</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{0} {1} · GIL {2} · {3} cores</source>
        <translation>{0} {1} · GIL {2} · {3} 个核心</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open program…</source>
        <translation>打开程序(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recording…</source>
        <translation>打开记录(&amp;R)…</translation>
    </message>
    <message>
        <source>Save &amp;picture of the timeline…</source>
        <translation>保存时间线的图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Compare variants…</source>
        <translation>比较变体(&amp;C)…</translation>
    </message>
    <message>
        <source>Run &amp;many times…</source>
        <translation>运行多次(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>高对比度(&amp;C)</translation>
    </message>
    <message>
        <source>Pr&amp;ojector colours</source>
        <translation>投影仪配色(&amp;O)</translation>
    </message>
    <message>
        <source>Like the s&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>Nothing moves by itsel&amp;f</source>
        <translation>减少动画(&amp;F)</translation>
    </message>
    <message>
        <source>For a pro&amp;jector</source>
        <translation>投影仪模式(&amp;J)</translation>
    </message>
    <message>
        <source>Lar&amp;ger</source>
        <translation>放大(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>缩小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>通常大小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>下一页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>上一页(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;earch</source>
        <translation>搜索(&amp;E)</translation>
    </message>
    <message>
        <source>Comman&amp;d palette…</source>
        <translation>命令面板(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Monitor beside the demo</source>
        <translation>演示旁的监视器(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;List of demos</source>
        <translation>演示列表(&amp;L)</translation>
    </message>
    <message>
        <source>L&amp;esson above a demo</source>
        <translation>演示上方的课程(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Predictions</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <source>Presen&amp;t</source>
        <translation>演示模式(&amp;T)</translation>
    </message>
    <message>
        <source>Teac&amp;h a remote…</source>
        <translation>学习遥控器(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>How to write a &amp;program for the lab</source>
        <translation>如何为实验室编写程序(&amp;P)</translation>
    </message>
    <message>
        <source>How to add a &amp;demo</source>
        <translation>如何添加演示(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Freeze this window…</source>
        <translation>冻结本窗口(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>Give up e&amp;xporting</source>
        <translation>放弃导出(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Export recording…</source>
        <translation>导出记录(&amp;E)…</translation>
    </message>
    <message>
        <source>Open program</source>
        <translation>打开程序</translation>
    </message>
    <message>
        <source>Python programs (*.py)</source>
        <translation>Python 程序 (*.py)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
</context>
<context>
    <name>WindowColumn</name>
    <message>
        <source>Its window appears here, to be clicked as on a desktop.</source>
        <translation>它的窗口显示在这里，可以像在桌面上一样点击。</translation>
    </message>
</context>
<context>
    <name>_AnswerLine</name>
    <message>
        <source>The program waits for a line</source>
        <translation>程序在等待一行输入</translation>
    </message>
    <message>
        <source>Input of the program</source>
        <translation>程序的输入</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Put it beside the demo</source>
        <translation>放到演示旁边</translation>
    </message>
    <message>
        <source>Make it a window of its own</source>
        <translation>变成单独的窗口</translation>
    </message>
</context>
<context>
    <name>_MoreButton</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>_Pill</name>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>doesn&apos;t hold</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>can&apos;t be told here</source>
        <translation>在这里无法判断</translation>
    </message>
</context>
<context>
    <name>_Plot</name>
    <message>
        <source>no heartbeat {0}</source>
        <translation>没有心跳 {0}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>batch_request</name>
    <message>
        <source>“{0}” takes about {1} of memory; {2} are free. Untick it, or run it in its own tab.</source>
        <translation>“{0}”大约需要 {1} 内存；空闲 {2}。取消勾选它，或在它自己的标签页里运行。</translation>
    </message>
</context>
</TS>
