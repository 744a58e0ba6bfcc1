# Completion of refundcli for PowerShell, 5.1 and newer.

Register-ArgumentCompleter -Native -CommandName refundcli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $line = $commandAst.Extent.Text
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    if ($length -lt $line.Length) { $line = $line.Substring(0, $length) }
    if ($length -gt $line.Length) { $line = $line + ' ' }

    $encoding = [Console]::OutputEncoding
    $python = $Env:PYTHONIOENCODING
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        $Env:PYTHONIOENCODING = 'utf-8'
        $Env:_REFUNDCLI_COMPLETE = 'lines_powershell'
        $Env:_TYPER_COMPLETE_ARGS = $line
        $answer = @(refundcli 2>$null)
    }
    finally {
        [Console]::OutputEncoding = $encoding
        $Env:PYTHONIOENCODING = $python
        $Env:_REFUNDCLI_COMPLETE = $null
        $Env:_TYPER_COMPLETE_ARGS = $null
    }

    foreach ($one in $answer) {
        if ($one -eq ':files' -or $one -eq ':folders') { return }
        $value, $help = $one -split "`t", 2
        if (-not $help) { $help = $value }
        $text = $value
        if ($text -match '[\s''"`$(){};&|<>@#,]') { $text = "'" + $text.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
    }
}
