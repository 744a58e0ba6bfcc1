# Completion of refundcli for fish.

function __refundcli_complete
    set -l program (commandline -opc)[1]
    command -q -- $program; or set program refundcli
    set -l answer (
        env _REFUNDCLI_COMPLETE=lines_fish _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) \
            $program 2>/dev/null
    )
    set -l word (commandline -ct)
    set -l before (string match -r -- '^--[^=]*=' $word; or echo)
    set -l path (string replace -r -- '^--[^=]*=' '' $word)
    switch "$answer[1]"
        case ':files'
            string join \n -- $before(complete --do-complete "'' $path")
        case ':folders'
            string join \n -- $before(complete --do-complete "'' $path" | string match '*/')
        case '*'
            string join \n -- $answer
    end
end

complete --command refundcli --erase
complete --command refundcli --no-files --keep-order --arguments '(__refundcli_complete)'
