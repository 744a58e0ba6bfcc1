# Completion of refundcli for bash, 3.2 and newer.

_refundcli() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} program=$1
    local typed kept='' quote='' mark part answer value _
    COMPREPLY=()
    [[ $program == '~/'* ]] && program=$HOME/${program:2}
    type -P "$program" >/dev/null || program=refundcli
    answer=$(_REFUNDCLI_COMPLETE=lines_bash _TYPER_COMPLETE_ARGS=$line "$program" 2>/dev/null) || return 0

    # bash takes words apart at = and : outside of quotes, and puts in only the last part.
    if [[ $word == [\'\"]* && $word != ?*"${word:0:1}" ]]; then
        quote=${word:0:1} line=${line%"$word"}
    fi
    typed=${line##*[ $'\t\n']}
    for mark in = :; do
        if [[ $COMP_WORDBREAKS == *"$mark"* && $typed == *"$mark"* ]]; then
            part=${typed%"${typed##*"$mark"}"}
            ((${#part} > ${#kept})) && kept=$part
        fi
    done

    while IFS=$'\t' read -r value _; do
        case $value in
            :files | :folders)
                [[ $word == [=:] ]] && word=''
                mark=-f
                [[ $value == :folders ]] && mark=-d
                while IFS= read -r value; do
                    COMPREPLY+=("$value")
                done < <(compgen "$mark" -- "$word")
                type compopt >/dev/null 2>&1 && compopt -o filenames
                return 0
                ;;
        esac
        value=${value#"$kept"}
        if [[ $quote == \' ]]; then
            value=${value//\'/\'\\\'\'}
        elif [[ $quote == \" ]]; then
            [[ $value == *!* ]] && continue # nothing keeps it from being history there
            for mark in \\ \" \$ \`; do
                value=${value//"$mark"/\\"$mark"}
            done
        elif [[ $value == *[[:space:]\'\"\\\$\`\&\;\|\(\)\<\>\*\?\[\]\{\}\!\#\~]* ]]; then
            printf -v value %q "$value"
        fi
        [[ -n $value ]] && COMPREPLY+=("$value")
    done <<<"$answer"

    if type compopt >/dev/null 2>&1; then
        compopt -o nosort 2>/dev/null
        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=.] ]] && compopt -o nospace
    fi
    return 0
}

complete -F _refundcli refundcli
