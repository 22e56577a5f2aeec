---@meta

--- types: every shape that travels between the rooms, on one page. Never shipped as a room.

--- What went wrong, as a value.
---@class (exact) sessions.Problem
---@field code sessions.ProblemCode for programs
---@field message string a sentence for people, without a full stop
---@field where? string a path of a file, or a field of a document: "windows[1].tabs[2].layout"

--- A saved workspace.
---@class (exact) sessions.Session
---@field name string workspace name, any bytes
---@field saved_at integer seconds since the epoch
---@field windows sessions.Window[] at least one, by age

---@class (exact) sessions.Window
---@field title string "" when none was set
---@field active_tab integer position in `tabs`
---@field tabs sessions.Tab[] at least one, in the order of the tab bar

---@class (exact) sessions.Tab
---@field title string "" when none was set
---@field cols integer width in cells
---@field rows integer height in cells
---@field active_pane integer position of the active pane in tree order
---@field zoomed boolean whether the active pane fills the tab
---@field approximate? boolean the rectangles were not those of any splits: the nearest ones are stored
---@field layout sessions.Node

---@alias sessions.Axis "left_right"|"top_bottom"

--- A split of a rectangle in two, with one divider cell between them. All other sizes follow from the tab's.
---@class (exact) sessions.Split
---@field split sessions.Axis
---@field first_cells integer extent of `first` along the axis, in cells
---@field first sessions.Node
---@field second sessions.Node

---@alias sessions.Node sessions.Split|sessions.Pane

---@class sessions.Pane
---@field domain? string name of the multiplexer domain; nil in imported sessions
---@field cwd? string directory, decoded, any bytes
---@field cwd_host? string the machine the directory is on, when it is another one
---@field title? string
---@field program? sessions.Program nil for an idle shell
---@field git_repo? string directory of the working tree that `cwd` is in
---@field git_branch? string that was checked out there

---@class (exact) sessions.Program
---@field name string base name of the executable
---@field argv? string[] all arguments, the program first
---@field text? string a command line whose argument bounds are lost: shown, never run
---@field is_own? boolean from the user's own configuration, which may run what it likes; never saved

---@class (exact) sessions.Rect
---@field left integer cells from the tab's left edge
---@field top integer cells from the tab's top edge
---@field width integer cells
---@field height integer cells

--- The exact splits that make a tab.
---@class (exact) sessions.Plan
---@field root integer leaf that the tab's first pane becomes
---@field steps sessions.Step[] one less than there are panes
---@field activate? integer leaf to activate at the end, when the splits do not leave it active
---@field zoom boolean
---@field leaves sessions.Pane[] by leaf number
---@field dropped integer[] leaves that do not fit
---@field tree sessions.Node what the splits make, nested as WezTerm will have it

--- A tab that was split as saved and that nobody has touched since. Its trees have the same splits, nested as WezTerm
--- has them.
---@class (exact) sessions.Young
---@field cols integer as saved
---@field rows integer
---@field saved sessions.Node
---@field left_cols integer its size when it was last seen
---@field left_rows integer
---@field left sessions.Node its dividers then
---@field is_due? boolean its size has changed, and its dividers are not in their places yet
---@field tries? integer times that the terminal did not move them

--- What is done in one tab while one pane is active. Places are counted from 0.
---@class (exact) sessions.DividerStep
---@field tab? integer place of the tab to show; nil: the one that is shown
---@field pane? integer place of the pane to activate; nil: the one that is active
---@field moves { direction: "Left"|"Right"|"Up"|"Down", cells: integer }[]

--- What is done while one pane is active.
---@class (exact) sessions.Turn
---@field pane integer place of the pane, from 0
---@field moves { direction: "Left"|"Right"|"Up"|"Down", cells: integer }[]

---@class (exact) sessions.Step
---@field pane integer leaf whose pane is split
---@field direction "Right"|"Left"|"Top"|"Bottom"
---@field size integer cells of the new pane
---@field new integer leaf that the new pane becomes

--- A pane of which only the program's name is known so far.
---@class (exact) sessions.OpenProgram
---@field mux_pane any
---@field pane sessions.Pane its program is filled in place, or goes
---@field executable string path
---@field cwd? string directory that it runs in
---@field domain string that it runs in

--- A line of the list of saved sessions.
---@class (exact) sessions.Entry
---@field name string
---@field path string
---@field saved_at integer seconds since the epoch, 0 when unknown
---@field windows? integer
---@field tabs? integer
---@field panes? integer
---@field programs? string[] names, in the order of the panes
---@field branch? string
---@field problem? sessions.Problem

--- Done for the user, with the GUI window at hand first; the last two are told: a problem, and what did not happen.
---@alias sessions.Act async fun(window: any, pane: any, ...: any): any, sessions.Problem?, string?

--- A row of a list that is no session.
---@class (exact) sessions.MenuRow
---@field name string
---@field label string
---@field act sessions.Act

--- Where sessions are that the store has not: `read` gives the session and notes, or nil, nil and a problem, or
--- nothing at all for a name it does not know.
---@class (exact) sessions.Source
---@field entries async fun(): sessions.Entry[], sessions.Problem? with a problem when some cannot be listed
---@field read fun(name: string): sessions.Session?, sessions.Problem[]?, sessions.Problem?
---@field path_of fun(name: string): string? the file to edit

--- What can be done with a chosen session.
---@class (exact) sessions.SessionAction
---@field name string
---@field label string
---@field act sessions.Act

--- What the rooms share. Whoever makes a field stands in generator/facts/manifest.py (HANDED): nobody uses what is made
--- further down in the house.
---@class (exact) sessions.Plugin
---@field host sessions.Host the terminal
---@field files sessions.Files the disk
---@field tell fun(gui_window: any, text: string) a sentence for the user
---@field fail fun(gui_window: any, problem: sessions.Problem, what: string?) the same for what went wrong, which is logged
---@field options sessions.Options in force
---@field config? table the configuration that the plugin was applied to
---@field actions sessions.PaletteAction[] what a key can send
---@field on fun(event: string, handler: sessions.Act) answers an event that has a door
---@field api table the public functions; a room adds its own and calls nobody else's
---@field hooks sessions.Hooks
---@field store fun(): sessions.Store
---@field jobs fun(): sessions.Jobs restores that are under way
---@field saves sessions.Saves
---@field kept fun(): sessions.Kept
---@field fill fun(): sessions.Fill
---@field young fun(): sessions.YoungTabs restored tabs that nobody has touched since
---@field seen fun(): sessions.Seen
---@field last_report? sessions.Report
---@field refused sessions.Problem[] what is wrong with the options
---@field are_keys_added? boolean to the configuration that the plugin was applied to

--- Where features take part in what others do: lists that are gone through in the order of the features.
---@class (exact) sessions.Hooks
---@field importers sessions.Importer[] decoders of other plugins' files
---@field takeovers (async fun(): string[], string)[] where those files are: directories, and a pattern of file names
---@field sources sessions.Source[] sessions that are not in the store
---@field pane_facts (fun(): fun(pane: sessions.Pane))[] one a feature, made anew for each save
---@field set_aside (async fun(name: string): boolean?, string?)[] keep what is saved under a name, whatever comes after it
---@field before_replace (async fun(name: string, text: string))[] told of the text that a save replaces
---@field after_save (async fun(session: sessions.Session, outcome: string, settings: sessions.SaveSettings))[]
---@field before_restore (async fun(how: string, name: string, window: GuiWin|MuxWindow|nil))[]
---@field after_restore (async fun(report: sessions.Report, session: sessions.Session?, lacks_panes: boolean))[]
---@field after_rename (async fun(old: string, new: string))[]
---@field configured (fun())[] told at the end of `apply_to_config`
---@field woken (async fun(window: any))[] told when a window has been reloaded, resized, or has a new title
---@field load_rows sessions.MenuRow[] below the sessions in the list that loads
---@field session_actions sessions.SessionAction[] what can be done with a chosen session
---@field delete_hints (fun(): string?)[] sentences for somebody who has deleted a session
---@field ways (fun(action: string): string?)[] what to do for an action that has no key
---@field status_parts (fun(): string)[] words for a status bar

--- The saves of this Lua state.
---@class (exact) sessions.Saves
---@field tickets table<string, integer> by workspace: which one is the latest
---@field known table<string, sessions.Session?> by name: what this Lua state has last written or loaded
---@field began_ms table<string, number> by workspace: when the one that is under way began
---@field last? sessions.Open what is known of the last state of everything
---@field list? { text: string?, last: sessions.Last? } the file with that, as it was last read or written

--- A function of the public table.
---@class (exact) sessions.PublicFunction
---@field name string
---@field feature? string that brings it
---@field takes? string its arguments, as far as they are checked: "name: string, window?: any"
---@field options? string the fields of its first one
---@field is_async? boolean it may suspend
---@field is_early? boolean configurations call it while they are evaluated
---@field is_late? boolean it acts on what is open: not while the configuration is evaluated
---@field on_screen? boolean it needs a window on the screen
---@field instead "argument"|"list"|"nothing"|"problem"|"text" what it answers that cannot do its work

--- An event that a key can send.
---@class (exact) sessions.PaletteAction
---@field name string
---@field title string
---@field icon string of the Nerd Fonts
---@field does string the function that does the same

---@class (exact) sessions.SaveSettings
---@field automatic? boolean nobody asked for it: it may be skipped, and says nothing
---@field as? string the name to save under, when it is not the workspace's

---@alias sessions.SaveOutcome "written"|"unchanged"|"skipped"|"held"|"overtaken"

--- The workspaces of a process, as far as they are saved.
---@class (exact) sessions.Open
---@field active? string the one that was shown
---@field workspaces string[] that were open

--- The same as an entry of the file that all processes share.
---@class (exact) sessions.LastOfProcess: sessions.Open
---@field pid integer
---@field host string name of the machine
---@field is_first boolean what it has open is what the file begins with
---@field stands_in boolean until a process comes that brings back what was open

--- The last state of everything: what the next start brings back, and who lives.
---@class (exact) sessions.Last: sessions.Open
---@field processes sessions.LastOfProcess[]

--- A session that was deleted and is kept for a while.
---@class (exact) sessions.Deleted
---@field name string
---@field at integer seconds since the epoch
---@field number integer tells files of one name apart, from 1

--- What the terminal starts in panes by itself, as a window's configuration says.
---@class (exact) sessions.Starts
---@field usual? string[] arguments; nil: the user's shell
---@field domains table<string, string[]?> by the domain's name

--- What of a restored pane does not show, or did not come back. Plain data: it is kept in the host's memory.
---@class (exact) sessions.KeptPane
---@field since_ms number
---@field program? sessions.Program that was started, or left out
---@field is_due? boolean it was typed, and comes when the shell is ready
---@field has_come? boolean it was seen in front
---@field has_ended? boolean and its shell after that
---@field place? sessions.Pane where it was saved, when it was opened elsewhere; without program
---@field lacks? "directory"|"domain" what is not there, because of which it was
---@field directories? string[] names of the one that it was opened in
---@field url? string the directory of the pane's shell, once that is settled
---@field tab? string a document with the tab that was to be made of this pane

--- Why a pane is not opened where it was saved.
---@class (exact) sessions.Displaced
---@field place sessions.Pane where it was saved; without program
---@field opened? string the directory instead; nil: the domain decides
---@field lacks? "directory"|"domain" what is not there, or cannot be said

--- An older state of a session.
---@class (exact) sessions.OlderState
---@field id string name of its file
---@field saved_at integer seconds since the epoch
---@field digest? string equal for equal states; nil: different from all others
---@field pinned? boolean it stays for good
---@field path? string
---@field windows? integer
---@field tabs? integer
---@field panes? integer

--- Which programs are started again.
---@class (exact) sessions.Policy
---@field enabled boolean
---@field allowed table<string, true> by base name

--- What building needs besides a plan.
---@class (exact) sessions.Site
---@field host sessions.Host
---@field files sessions.Files
---@field policy sessions.Policy
---@field shell string base name of the shell that programs are typed into
---@field kept sessions.Kept
---@field directories table<string, sessions.Place> by saved directory
---@field domains table<string, string|false> by its saved name, what a domain is called here; false: not there
---@field refusals table<string, string?> why one opens nothing, by the same name

--- Where panes of a saved directory are opened.
---@class (exact) sessions.Place
---@field directory string
---@field problem? sessions.Problem why it is not the saved one

--- The size a window will have.
---@class (exact) sessions.WindowSize
---@field cols integer
---@field rows integer
---@field is_unsettled boolean only known once it is shown
---@field is_new? boolean a GUI window is opened for it
---@field is_guessed? boolean how its tab bar behaves is not known from a window
---@field bar_changes? boolean the size after the tab bar has come or gone, shortly after the window is shown
---@field bar_needs_two boolean two tabs must be there when it is shown, or the tab bar would come later

--- A restore under way.
---@class sessions.Restoring
---@field plugin sessions.Plugin
---@field host sessions.Host
---@field site sessions.Site
---@field gui_window? any the one at hand
---@field name string of the session
---@field workspace string its name, as far as the terminal can be told it
---@field job? string the job's name, when it is not the workspace's
---@field lazy "background"|"on_activate"|"off"
---@field report sessions.Report
---@field activated? boolean focus was given while building, which the GUI repeats later
---@field young table<integer, sessions.Young> by id of the tab: those that were split
---@field is_hidden? boolean the workspace is built, and not shown
---@field is_idle? boolean the window at hand holds one idle shell: who has asked for the restore knows

--- A window that is being made.
---@class sessions.Target
---@field number integer position in the session
---@field session sessions.Window
---@field visible integer position of the tab that it shows
---@field tabs sessions.TargetTab[]
---@field mux_window? MuxWindow once it is there
---@field cols integer
---@field rows integer
---@field is_unsettled? boolean
---@field bar_needs_two? boolean
---@field bar_changes? boolean
---@field is_new? boolean a GUI window is opened for it
---@field is_guessed? boolean how its tab bar behaves is not known from a window
---@field made integer tabs made before it is shown
---@field last_made? integer position of the tab made last
---@field lost_active? boolean the tab beside its tabs was activated, to be closed

---@class (exact) sessions.TargetTab
---@field state "todo"|"shell"|"done" not there, one pane, finished
---@field id? integer of the mux tab, once it exists
---@field mux_tab? MuxTab
---@field is_unlike? boolean it could not be made as saved, and that was reported

--- What is known where a restore is asked for.
---@class (exact) sessions.Wanted
---@field window? any the GUI window at hand
---@field started_ms? number when the restore began, if that was before now
---@field is_hidden? boolean the workspace is built, and not shown
---@field is_quiet? boolean told on the screen only when something did not come back
---@field into? MuxWindow it holds one idle shell, which the first window's tabs replace

--- What was typed behind `wezterm`.
---@class (exact) sessions.Typed
---@field subcommand? string
---@field options table<string, string> by name, with its dashes; "" where no value belongs to it
---@field program string[]

--- What is usual for a start, and how this one was called.
---@class (exact) sessions.StartFacts
---@field config table what the plugin was applied to: perhaps a table that nobody uses
---@field default_domain? string
---@field active_workspace string
---@field home string
---@field own_directory? string
---@field typed fun(): sessions.Typed? nil where the system does not tell

--- Told before a window is restored into, and when nothing is waited for any more.
---@class (exact) sessions.Filling
---@field begins fun(names: string[])
---@field ends async fun()

--- What is left of a start. Plain data: it is kept in the host's memory.
---@class (exact) sessions.Start
---@field is_pending? boolean handlers of `gui-startup` are at work
---@field is_starting? boolean the marker is there, and no window has been seen yet
---@field message? string to be told in the first window
---@field into? { window: integer, pane: integer, names: string[] } ids of a window that is waited for
---@field queue? string[] names to restore out of sight
---@field shown? string the workspace on the screen
---@field owes_attached? boolean WezTerm does not send `gui-attached`
---@field usual_domain? string that other domain takes the place of for a moment

--- What a restore did.
---@class (exact) sessions.Report
---@field workspace string
---@field how "load"|"restore"|"switch"
---@field started_ms number
---@field visible_ms? number until the visible tabs stood and the workspace was shown
---@field complete_ms? number until all was done that does not wait for a tab's first look
---@field complete boolean no tab is waiting for its first look
---@field windows { asked: { cols: integer, rows: integer }, got: { cols: integer, rows: integer } }[]
---@field tabs_asked integer
---@field tabs_made integer tabs that are split as saved
---@field panes_asked integer
---@field panes_made integer
---@field programs_started integer
---@field tab_ids integer[] ids of the tabs that were opened
---@field problems sessions.Problem[] all that did not come back as it was saved
---@field is_quiet? boolean told on the screen only when something did not come back
---@field told? integer how many of the problems the user has been told; nil: it has not ended
---@field is_part? boolean of a session only one window, tab or pane was wanted

--- Tabs that are still to be made or split. Plain data: it is kept in the host's memory.
---@class (exact) sessions.Job
---@field workspace string
---@field lazy "background"|"on_activate"|"off"
---@field report sessions.Report
---@field windows sessions.JobWindow[]
---@field waiting? { cols: integer?, rows: integer?, is_final: boolean? }[] while the tab bar must still come or go
---@field has_ended? boolean no tab is left but for its first look, and that was told
---@field is_hidden? boolean the workspace was built and not shown
---@field refusals? table<string, string?> domains that open nothing just now: asked again each would tell so anew

--- What must be there still before a restored workspace may save itself. Plain data.
---@class (exact) sessions.Unseen
---@field is_whole boolean all its tabs have been there once
---@field panes integer[] ids of those in other domains, which may end when a connection fails
---@field until_ms number

---@class sessions.JobWindow
---@field id integer of the mux window
---@field number integer position in the session
---@field visible integer position of the tab that was made first
---@field tabs sessions.JobTab[]
---@field moves? integer times the visible tab was moved
---@field mux_window? MuxWindow in the middle of a slice
---@field wanted? { cols: integer, rows: integer } the saved size, while it may still be asked for

---@class sessions.JobTab
---@field id? integer of the mux tab, once it exists
---@field state "todo"|"shell"|"done" not there, one pane, finished
---@field looks? integer times that something ran in it when it was to be filled
---@field first_url? string its directory at the first of these
---@field live? { place: integer, info: wezterm.TabInfo } in the middle of a slice
---@field is_unlike? boolean it could not be made as saved, and that was reported
---@field is_seen? boolean it was looked at

--- The machine that directories are seen from.
---@class (exact) sessions.Machine
---@field hostname? string
---@field is_windows? boolean
---@field leaves_urls_raw? boolean its terminal does not encode the "%" of a directory's name
---@field is_there? fun(directory: string): boolean?
--- Where the terminal runs, as far as options depend on it.
---@class sessions.Platform
---@field is_mac? boolean
---@field is_windows? boolean

--- The terminal in our words: `host.connect`. What may fail gives nil and a message. Objects of the terminal are opaque.
---@class (exact) sessions.Host: sessions.Platform
---@field is_windows boolean
---@field is_mac boolean
---@field leaves_urls_raw boolean the "%" of a directory's name is a "%" in its URL
---@field start_ticks_per_s? integer of `start_time` of a process; nil where that says something else
---@field home_dir string
---@field config_dir string
---@field separator "/"|"\\"
---@field log_error fun(message: string)
---@field log_warn fun(message: string)
---@field sentence_of fun(message: any): string of an error
---@field on fun(event: string, handler: async fun(...: any): any) for what a user does
---@field answer async fun(instead: (fun(problem: sessions.Problem, ...: any): any), fn: (async fun(...: any): any), ...: any): ...
---@field watch fun(event: string, handler: async fun(...: any): any) for what the terminal tells by itself
---@field on_last fun(event: string, fn: async fun(...: any): any) while a handler of that event runs
---@field on_palette fun(entries: fun(): table[])
---@field emit async fun(event: string, ...: any)
---@field emit_attached async fun()
---@field emit_action fun(event: string): table
---@field background fun(fn: async fun())
---@field after_ms fun(delay_ms: number, fn: async fun())
---@field may_suspend fun(): boolean
---@field is_evaluating fun(): boolean
---@field let_queued_work_run async fun(): boolean
---@field now_ms fun(): number
---@field remember fun(key: string, value: any)
---@field remembers fun(key: string): boolean
---@field recall fun(key: string): any
---@field parse_json fun(text: string): any
---@field parse_toml fun(text: string): any
---@field hostname fun(): string
---@field list_directory async fun(directory: string): string[]?, string?
---@field make_directory async fun(directory: string): true?, string?
---@field active_workspace fun(): string
---@field workspace_names fun(): string[]
---@field rename_workspace fun(old: string, new: string): boolean, string?
---@field windows fun(workspace: string): MuxWindow[]
---@field is_dialog fun(window: MuxWindow): boolean
---@field window_id fun(window: MuxWindow): integer
---@field tab_id fun(tab: MuxTab): integer
---@field pane_id fun(pane: MuxPane): integer
---@field window_by_id fun(id: integer): MuxWindow?, string?
---@field tab_by_id fun(id: integer): MuxTab?, string?
---@field pane_by_id fun(id: integer): MuxPane?, string?
---@field pane_id fun(pane: MuxPane): integer
---@field own_process fun(): integer?, string?, string?
---@field is_full_screen fun(pane: MuxPane): boolean
---@field is_at_prompt fun(pane: MuxPane): boolean?
---@field shown fun(pane: MuxPane): string?
---@field is_at_first_prompt fun(pane: MuxPane, rows_most: integer): boolean
---@field is_overlay fun(pane: MuxPane): boolean
---@field is_message fun(window: MuxWindow): boolean
---@field workspace_of fun(window: MuxWindow): string?, string?
---@field window_title fun(window: MuxWindow): string
---@field tabs fun(window: MuxWindow): wezterm.TabInfo[]
---@field active_tab fun(window: MuxWindow): MuxTab?, string?
---@field tab_title fun(tab: MuxTab): string
---@field tab_size fun(tab: MuxTab): integer?, integer?
---@field cell_height fun(tab: MuxTab): integer?
---@field panes fun(tab: MuxTab): wezterm.PaneInfo[]
---@field window_panes fun(window: MuxWindow): MuxPane[]
---@field pane_title fun(pane: MuxPane): string
---@field domain_of fun(pane: MuxPane): string
---@field is_spawnable fun(domain_name: string): boolean
---@field multiplexer_of async fun(domain_name: string): string?
---@field default_domain fun(): string?
---@field set_default_domain fun(domain_name: string): boolean
---@field is_attached fun(domain_name: string): boolean
---@field has_panes fun(domain_name: string): boolean
---@field cwd_url fun(pane: MuxPane): string?
---@field user_variables fun(pane: MuxPane): table<string, string>
---@field program_path fun(pane: MuxPane): string?, string?
---@field inspect fun(pane: MuxPane): wezterm.ProcessInfo?, string?
---@field inspect_all fun(): wezterm.ProcessInfo?, string?
---@field is_other_terminal fun(pid: integer): boolean
---@field spawn_window async fun(workspace: string, cols: integer?, rows: integer?, cwd: string?, domain: string): MuxTab?, any, MuxWindow?
---@field spawn_tab async fun(window: MuxWindow, cwd: string?, domain: string): MuxTab?, any
---@field spawn_program_tab async fun(window: MuxWindow, argv: string[]): MuxTab?, any
---@field split async fun(pane: MuxPane, direction: "Right"|"Left"|"Top"|"Bottom", size_cells: integer, cwd: string?, domain: string): MuxPane?, string?
---@field activate_pane fun(pane: MuxPane)
---@field activate_tab fun(tab: MuxTab)
---@field set_zoomed fun(tab: MuxTab, zoomed: boolean)
---@field set_tab_title fun(tab: MuxTab, title: string)
---@field set_window_title fun(window: MuxWindow, title: string)
---@field send_text fun(pane: MuxPane, text: string): nil, string?
---@field show_workspace fun(name: string): boolean, string?
---@field has_screen fun(): boolean
---@field gui_windows fun(): GuiWin[]
---@field window_at_hand async fun(window: any): GuiWin|MuxWindow|nil
---@field has_method fun(object: any, name: string): boolean
---@field is_on_screen fun(window: any): boolean
---@field id_of_window fun(window: any): integer?
---@field pane_at_hand async fun(window: GuiWin|MuxWindow, pane: any): MuxPane?
---@field workspace_at fun(window: any): string
---@field mux_window_of fun(window: GuiWin|MuxWindow): MuxWindow?, string?
---@field focused_pane async fun(window: GuiWin|MuxWindow): MuxPane?, string?
---@field effective_config async fun(gui_window: GuiWin): table
---@field window_pixels async fun(gui_window: GuiWin): integer?, integer?
---@field resize_window fun(gui_window: GuiWin, width: integer, height: integer)
---@field close_active_pane async fun(gui_window: GuiWin, pane: MuxPane): boolean, string?
---@field close_active_tab async fun(gui_window: GuiWin, pane: MuxPane): boolean, string?
---@field move_dividers async fun(gui_window: GuiWin, pane: MuxPane, steps: sessions.DividerStep[], event: string?, back: integer[]): boolean, string?
---@field move_active_tab async fun(gui_window: GuiWin, index: integer, pane: MuxPane): boolean, string?
---@field choose async fun(gui_window: GuiWin, pane: MuxPane, event: string, title: string, description: string, choices: { id: string, label: string }[], is_menu: boolean?): boolean, string?
---@field ask async fun(gui_window: GuiWin, pane: MuxPane, event: string, description: string): boolean, string?
---@field toast fun(window: any, message: string)
